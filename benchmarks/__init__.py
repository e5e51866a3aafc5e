"""What is measured, how, and against what. `script/bench` runs it; nothing here is a test."""
