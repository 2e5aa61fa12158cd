"""What can be asked. Queries read rows and entries; they never write."""
