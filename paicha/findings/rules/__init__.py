"""The rules of findings: pure, readable by somebody who knows the field."""
