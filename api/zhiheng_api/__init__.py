"""The service and the command line around the engine."""
