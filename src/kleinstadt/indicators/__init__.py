"""What is measured: the model, one engine, and declarations by theme."""
