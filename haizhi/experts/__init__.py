"""The pool of experts from which judges are drawn (评审·7–8)."""
