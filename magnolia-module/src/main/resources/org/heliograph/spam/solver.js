/*
 * Solves the challenge of a contact form: for each i from 0 to puzzles - 1 a whole number n, counted up from 0, such
 * that the first `bits` bits of SHA-256 of the ASCII text "nonce:i:n" are zero.
 *
 *   heliographSolve(challenge).then(function (solution) { ... });
 *
 * `challenge` is the object of the form's JSON with nonce, puzzles and bits. Works in turns of a few milliseconds, so that
 * the page stays responsive. Needs no library, no worker and no secure context.
 */
(function (root) {
  'use strict';

  var TURN = 12;
  var K = new Int32Array(64);
  var START = new Int32Array(8);

  // The constants of SHA-256: fractional parts of the square and cube roots of the first primes (FIPS 180-4).
  (function () {
    function fraction(x) {
      return ((x - Math.floor(x)) * 4294967296) | 0;
    }
    for (var n = 2, count = 0; count < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) {
        if (n % d === 0) {
          prime = false;
          break;
        }
      }
      if (prime) {
        if (count < 8) {
          START[count] = fraction(Math.sqrt(n));
        }
        K[count++] = fraction(Math.cbrt(n));
      }
    }
  })();

  var w = new Int32Array(64);

  /** First 32 bits of the hash of the block in w. */
  function first() {
    for (var t = 16; t < 64; t++) {
      var x = w[t - 15];
      var y = w[t - 2];
      w[t] =
        (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        w[t - 7] +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) +
        w[t - 16];
    }
    var a = START[0], b = START[1], c = START[2], d = START[3];
    var e = START[4], f = START[5], g = START[6], h = START[7];
    for (t = 0; t < 64; t++) {
      var one =
        (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      var two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    return (a + START[0]) >>> 0;
  }

  /** Puts a text of at most 55 ASCII characters into w, padded. */
  function fill(text) {
    w.fill(0, 0, 16);
    for (var i = 0; i < text.length; i++) {
      w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
    }
    w[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
    w[15] = text.length * 8;
  }

  function solve(challenge) {
    return new Promise(function (resolve) {
      var found = [];
      var n = 0;
      var limit = Math.pow(2, 32 - challenge.bits);

      function turn() {
        var end = Date.now() + TURN;
        while (found.length < challenge.puzzles) {
          fill(challenge.nonce + ':' + found.length + ':' + n);
          if (first() < limit) {
            found.push(n);
            n = 0;
          } else {
            n++;
          }
          if ((n & 255) === 0 && Date.now() > end) {
            setTimeout(turn, 0);
            return;
          }
        }
        resolve(found.join(','));
      }

      turn();
    });
  }

  root.heliographSolve = solve;
})(typeof globalThis === 'object' ? globalThis : self);
