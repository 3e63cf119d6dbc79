"""Tables in a text: barred rows, cells on lines of their own, schedules."""
