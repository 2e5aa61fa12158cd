"""What an agency, a chart and a case are made of: frozen data, no input or output."""
