"""What is told of a file: the texts of all findings on BPMN, and how one is made of them."""
