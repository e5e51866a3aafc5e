"""有效期与资格: renewal, 整改, revocation and the end of a station (办法·13)."""
