"""What falls due in all cases, found and done one case at a time; nobody decides anything here."""
