"""Documents in Word: what a bulletin and a notice say, and templates that an office fills."""
