"""The month's bulletin (通报): what it tells beside the ranking, whoever prints it."""
