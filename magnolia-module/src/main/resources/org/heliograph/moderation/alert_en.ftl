Messages are coming in much faster than usual.

In the ten minutes before ${at}: ${received} messages, of which ${held} are held as possible spam.
Usual in ten minutes: ${usual}

Nothing is lost: what is suspect waits for review.
