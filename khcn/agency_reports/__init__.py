"""What agencies send on their tasks: updates with evidence, obstacles and answers."""
