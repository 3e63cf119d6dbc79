"""Time in words: days, periods, cycles, as a labelled value or in running words."""
