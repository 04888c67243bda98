// Makes the site more comfortable; everything works without it.
(function () {
  'use strict';

  document.documentElement.classList.add('scripted');

  // Lists of filters are open where there is room beside the list.
  var wide = window.matchMedia('(min-width: 60rem)');
  document.querySelectorAll('details[data-open-wide]').forEach(function (fold) {
    function follow() {
      fold.open = wide.matches;
    }
    wide.addEventListener('change', follow);
    follow();
  });

  // Choosing is sending. What is not chosen is not sent.
  document.querySelectorAll('form[data-auto-submit]').forEach(function (form) {
    form.addEventListener('submit', function () {
      form.querySelectorAll('select').forEach(function (select) {
        select.disabled = select.value === '';
      });
    });
    form.addEventListener('change', function () {
      form.requestSubmit();
    });
  });

  document.querySelectorAll('form[data-contact]').forEach(function (form) {
    var status = form.querySelector('[data-status]');
    var button = form.querySelector('[type=submit]');
    var challenge = null;

    function load(address) {
      return new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.src = address;
        script.onload = resolve;
        script.onerror = reject;
        document.head.appendChild(script);
      });
    }

    function set(name, value) {
      var field = form.elements.namedItem(name);
      field.value = value;
      field.disabled = false;
    }

    // Solved while the visitor writes, so that nobody waits.
    function solve() {
      if (!challenge) {
        challenge = Promise.all([
          fetch(form.dataset.form, { headers: { Accept: 'application/json' } }).then(function (answer) {
            if (!answer.ok) {
              throw new Error('form: ' + answer.status);
            }
            return answer.json();
          }),
          window.heliographSolve ? null : load(form.dataset.solver),
        ]).then(function (both) {
          return window.heliographSolve(both[0].challenge).then(function (solution) {
            set('token', both[0].challenge.token);
            set('solution', solution);
            set('script', 'true');
          });
        });
        challenge.catch(function () {
          challenge = null;
        });
      }
      return challenge;
    }

    function say(text, good) {
      status.hidden = false;
      status.classList.toggle('is-good', good);
      status.textContent = text;
    }

    function clear() {
      status.hidden = true;
      form.querySelectorAll('[data-error]').forEach(function (place) {
        place.hidden = true;
        place.textContent = '';
      });
      form.querySelectorAll('[aria-invalid]').forEach(function (field) {
        field.removeAttribute('aria-invalid');
      });
    }

    function show(problem) {
      var first = null;
      (problem.errors || []).forEach(function (error) {
        var name = error.field.split('/')[0];
        var place = form.querySelector('[data-error="' + CSS.escape(name) + '"]');
        if (place) {
          place.textContent = error.message;
          place.hidden = false;
        }
        var field = form.querySelector('[aria-describedby~="error-' + CSS.escape(name) + '"]');
        if (field) {
          field.setAttribute('aria-invalid', 'true');
          first = first || field;
        }
      });
      say(problem.title || form.dataset.failed, false);
      (first || status).focus();
    }

    function send() {
      var fields = new URLSearchParams(new FormData(form));
      fields.delete('returnTo');
      return fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json, application/problem+json' },
        body: fields,
      }).then(function (answer) {
        return answer.json().then(function (body) {
          if (!answer.ok) {
            show(body);
            return;
          }
          form.reset();
          ['token', 'solution', 'script'].forEach(function (name) {
            form.elements.namedItem(name).disabled = true;
          });
          challenge = null;
          say(body.message, true);
          status.focus();
        });
      });
    }

    form.addEventListener('focusin', function () {
      solve().catch(function () {});
    }, { once: true });

    form.addEventListener('submit', function (event) {
      event.preventDefault();
      clear();
      button.disabled = true;
      say(form.dataset.sending, true);
      // Without the solution the message is sent too; a person looks at it first.
      solve()
        .catch(function () {})
        .then(send)
        .catch(function () {
          say(form.dataset.failed, false);
          status.focus();
        })
        .then(function () {
          button.disabled = false;
        });
    });
  });
})();
