"""Base templates, components, design tokens, form rendering and template tags; knows no domain app."""
