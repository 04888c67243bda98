From ${from} to ${until}, ${received} messages were received.

Of these, held as possible spam: ${held}

Waiting now:
New: ${new}
Held: ${heldNow}
Triaged: ${triaged}
Assigned: ${assigned}
Overdue: ${overdue}
