"""What every request passes on its way in and out: limits, ids, headers, figures, log lines."""
