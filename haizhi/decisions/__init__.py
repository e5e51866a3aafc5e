"""Party-group resolution, 公示 with its objections, joint document (办法·9, 评审·6, 9)."""
