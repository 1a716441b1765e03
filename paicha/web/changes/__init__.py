"""What people change here: units and severity scales."""
