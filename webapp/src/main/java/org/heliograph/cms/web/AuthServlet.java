package org.heliograph.cms.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.Accounts.SignIn;
import org.heliograph.cms.security.Accounts.SignedIn;
import org.heliograph.cms.security.ApiToken;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.OwnAccount;
import org.heliograph.cms.security.OwnAccount.RefusedException;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;

/** {@code /.rest/auth/v1}: signing in and out, and one's own password, API tokens and second factor. */
public final class AuthServlet extends RestServlet {

    private static final long serialVersionUID = 1L;

    /** Where sessions begin. */
    static final String SIGN_IN = "/.rest/auth/v1/login";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient Accounts accounts;

    /** @param accounts knows the users */
    public AuthServlet(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Work on the caller's own account. */
    @FunctionalInterface
    private interface OwnWork {
        void on(OwnAccount account) throws RefusedException, RepositoryException, IOException;
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        response.setHeader("Cache-Control", "no-store");
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        switch (path) {
            case "/whoami" -> {
                require(request, "GET", "HEAD");
                tell(request, response, AccessFilter.callerOf(request), AccessFilter.sessionOf(request));
            }
            case "/login" -> post(request, () -> signIn(request, response));
            case "/logout" -> post(request, () -> signOut(request, response));
            case "/password" -> post(request, () -> changePassword(request, response));
            case "/totp" -> post(request, () -> enrol(request, response));
            case "/totp/confirm" -> post(request, () -> confirm(request, response));
            case "/totp/disable" -> post(request, () -> disable(request, response));
            case "/tokens" -> {
                require(request, "GET", "HEAD", "POST");
                if (request.getMethod().equals("POST")) {
                    createToken(request, response);
                } else {
                    listTokens(request, response);
                }
            }
            default -> revokeToken(path, request, response);
        }
    }

    /** A step of an answer. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException, RepositoryException;
    }

    private static void post(HttpServletRequest request, Step step) throws IOException, RepositoryException {
        require(request, "POST");
        step.run();
    }

    private static void require(HttpServletRequest request, String... methods) {
        if (!List.of(methods).contains(request.getMethod())) {
            throw new ProblemException(405, "method-not-allowed", request.getMethod());
        }
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        JsonBody body = JsonBody.of(request);
        SignIn signIn = accounts.signIn(
                body.text("name"), body.text("password"), body.optional("code"), request.getRemoteAddr());
        switch (signIn.result()) {
            case WRONG -> throw new ProblemException(401, "sign-in-wrong");
            case CODE_NEEDED -> throw new ProblemException(401, "code-needed");
            case LATER -> {
                long seconds = 1 + signIn.delay().toSeconds();
                response.setHeader("Retry-After", String.valueOf(seconds));
                throw new ProblemException(429, "too-many-attempts", seconds);
            }
            case SIGNED_IN -> {
                // Whatever session the browser had before ends here.
                endSession(request);
                SignedIn session = signIn.session().orElseThrow();
                SessionCookie.write(request, response, session.token());
                tell(request, response, session.caller(), Optional.of(session));
            }
        }
    }

    private void endSession(HttpServletRequest request) throws RepositoryException {
        Optional<String> token = SessionCookie.read(request);
        if (token.isPresent()) {
            accounts.signOut(token.get());
        }
    }

    private void signOut(HttpServletRequest request, HttpServletResponse response) throws RepositoryException {
        endSession(request);
        SessionCookie.remove(request, response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void tell(
            HttpServletRequest request, HttpServletResponse response, Caller caller, Optional<SignedIn> session)
            throws IOException, RepositoryException {
        Optional<OwnAccount> account = accounts.own(caller);
        Map<String, String> roles =
                account.isEmpty() ? Map.of() : account.get().roleTitles(Problem.languageOf(request));
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            json.writeStringField("name", caller.name());
            json.writeStringField("title", account.map(OwnAccount::title).orElse(caller.name()));
            json.writeStringField("via", lower(caller.via()));
            if (account.flatMap(OwnAccount::language).isPresent()) {
                json.writeStringField(
                        "language", account.flatMap(OwnAccount::language).get());
            }
            json.writeBooleanField("superuser", caller.isSuperuser());
            json.writeBooleanField(
                    "secondFactor", account.map(OwnAccount::hasSecondFactor).orElse(false));
            if (account.map(OwnAccount::hasTemporaryPassword).orElse(false)) {
                json.writeBooleanField("passwordChangeNeeded", true);
            }
            json.writeArrayFieldStart("roles");
            for (Map.Entry<String, String> role : roles.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", role.getKey());
                json.writeStringField("title", role.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (session.isPresent()) {
                json.writeStringField("csrfToken", session.get().csrf());
            }
            json.writeEndObject();
        }
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static JsonGenerator json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        return JSON.createGenerator(response.getOutputStream());
    }

    private void own(HttpServletRequest request, OwnWork work) throws IOException, RepositoryException {
        Caller caller = AccessFilter.callerOf(request);
        if (caller.isAnonymous()) {
            throw new ProblemException(401, "sign-in-needed");
        }
        if (caller.via() == Caller.Via.TOKEN) {
            throw new ProblemException(403, "session-needed");
        }
        OwnAccount account = accounts.own(caller).orElseThrow(() -> new ProblemException(401, "sign-in-needed"));
        try {
            work.on(account);
        } catch (RefusedException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(RefusedException e) {
        String id = lower(e.refusal()).replace('_', '-');
        return switch (e.refusal()) {
            case PASSWORD_WRONG, CODE_WRONG -> new ProblemException(403, id);
            case TOO_MANY_ATTEMPTS -> new ProblemException(429, id, e.seconds());
            case TOTP_ALREADY_ON, TOTP_OFF, TOO_MANY_TOKENS -> new ProblemException(409, id);
            default -> new ProblemException(422, id);
        };
    }

    private void changePassword(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        JsonBody body = JsonBody.of(request);
        own(request, account -> {
            account.changePassword(body.text("current"), body.text("new"), request.getRemoteAddr());
            SessionCookie.remove(request, response);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }

    private void enrol(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        JsonBody body = JsonBody.of(request);
        own(request, account -> {
            String uri = account.enrolSecondFactor(body.text("password"), request.getRemoteAddr());
            try (JsonGenerator json = json(response)) {
                json.writeStartObject();
                json.writeStringField("uri", uri);
                json.writeEndObject();
            }
        });
    }

    private void confirm(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        JsonBody body = JsonBody.of(request);
        own(request, account -> {
            List<String> codes = account.confirmSecondFactor(body.text("code"));
            try (JsonGenerator json = json(response)) {
                json.writeStartObject();
                writeAll(json, "recoveryCodes", codes);
                json.writeEndObject();
            }
        });
    }

    private void disable(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        JsonBody body = JsonBody.of(request);
        own(request, account -> {
            account.disableSecondFactor(body.text("password"), body.text("code"), request.getRemoteAddr());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }

    private void createToken(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        JsonBody body = JsonBody.of(request);
        own(request, account -> {
            Rights.Scope scope = new Rights.Scope(body.texts("workspaces"), permissions(body.texts("permissions")));
            String token = account.createToken(body.text("label"), scope, Duration.ofDays(body.number("days")));
            response.setStatus(HttpServletResponse.SC_CREATED);
            try (JsonGenerator json = json(response)) {
                json.writeStartObject();
                json.writeStringField("id", token.split("_", 3)[1]);
                json.writeStringField("token", token);
                json.writeEndObject();
            }
        });
    }

    private static Set<Permission> permissions(Set<String> names) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String name : names) {
            permissions.add(Arrays.stream(Permission.values())
                    .filter(each -> lower(each).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(422, "field-missing", "permissions")));
        }
        return permissions;
    }

    private void listTokens(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        own(request, account -> {
            List<ApiToken> tokens = account.tokens();
            try (JsonGenerator json = json(response)) {
                json.writeStartObject();
                json.writeArrayFieldStart("tokens");
                for (ApiToken token : tokens) {
                    write(json, token);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        });
    }

    private static void write(JsonGenerator json, ApiToken token) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", token.id());
        json.writeStringField("label", token.label());
        writeAll(json, "workspaces", token.scope().workspaces());
        writeAll(
                json,
                "permissions",
                token.scope().permissions().stream().map(AuthServlet::lower).collect(Collectors.toList()));
        json.writeStringField("created", token.created().toString());
        json.writeStringField("expires", token.expires().toString());
        json.writeEndObject();
    }

    private static void writeAll(JsonGenerator json, String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void revokeToken(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        if (!path.matches("/tokens/[0-9a-f]{16}")) {
            throw new ProblemException(404, "not-found");
        }
        require(request, "DELETE");
        own(request, account -> {
            if (!account.revokeToken(path.substring("/tokens/".length()))) {
                throw new ProblemException(404, "token-unknown");
            }
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }
}
