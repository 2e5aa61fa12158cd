"""What a chart says in short, put in full: calls, returns, stops on sub-processes."""
