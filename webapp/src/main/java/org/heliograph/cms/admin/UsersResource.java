package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.Administration;
import org.heliograph.cms.security.Administration.Account;
import org.heliograph.cms.security.ApiToken;
import org.heliograph.cms.web.ProblemException;

import static org.heliograph.cms.admin.Administering.doing;

/** Users: who there is, what they hold, and what helps them when they cannot sign in. */
public final class UsersResource extends Resource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String EMAIL = "|[^@\\s<>,;:\"]{1,64}@[^@\\s<>,;:\"]{1,190}";

    private static final Schema NAMES = Schema.list(Schema.text(255), 500);
    private static final Schema MOMENT = Schema.text(40).about("ISO 8601, UTC.", "ISO 8601，UTC。");

    private static final Schema SUMMARY = Schema.named("UserSummary", UsersResource::summarySchema);

    private static final Schema USER = Schema.named(
            "User",
            () -> summarySchema()
                    .with("sessions", Schema.list(MOMENT.about("When it began.", "开始时间。"), 1000))
                    .with(
                            "tokens",
                            Schema.list(
                                    Schema.object()
                                            .with("id", Schema.text(20))
                                            .with("label", Schema.text(400))
                                            .with("workspaces", NAMES)
                                            .with("permissions", NAMES)
                                            .with("created", MOMENT)
                                            .with("expires", MOMENT),
                                    1000)));

    private static final Schema PASSWORD = Schema.named(
            "TemporaryPassword",
            () -> Schema.object()
                    .with("name", Schema.text(64))
                    .with(
                            "password",
                            Schema.text(100)
                                    .about(
                                            "Shown this once; good for 7 days, and for nothing but choosing another one.",
                                            "仅显示一次；7 天内有效，且只能用于设置新密码。")));

    private final Accounts accounts;

    /** @param accounts knows the users */
    public UsersResource(Accounts accounts) {
        this.accounts = accounts;
    }

    private static Schema.ObjectSchema summarySchema() {
        return Schema.object()
                .with("name", Schema.text(64))
                .with("title", Schema.text(255))
                .may("email", Schema.text(255))
                .may("language", Schema.text(10))
                .with("enabled", Schema.flag())
                .with("roles", NAMES.about("Held directly.", "直接拥有的角色。"))
                .with("groups", NAMES)
                .with("secondFactor", Schema.flag())
                .with("temporaryPassword", Schema.flag().about("Has to be changed first.", "须先修改密码。"))
                .may("lockedFor", Schema.integer(1, 100_000).about("Seconds, after wrong passwords.", "因密码错误而锁定的秒数。"));
    }

    private static Schema.ObjectSchema form() {
        return Schema.object()
                .may("title", Schema.text(200))
                .may("email", Schema.text(255, EMAIL))
                .may("language", Schema.oneOf("", "en", "zh"))
                .may("enabled", Schema.flag())
                .may("roles", NAMES)
                .may("groups", NAMES);
    }

    @Override
    List<Operation> operations() {
        Need see = Administering.toSee("users");
        Need change = Administering.toChange("users");
        Schema page = Schema.object()
                .with("total", Schema.integer(0, Integer.MAX_VALUE))
                .with("users", Schema.list(SUMMARY, 200));
        return List.of(
                Operation.get("/users", "Users", "用户列表")
                        .needs(see)
                        .takes(
                                Parameter.text("q", 100, "Part of a name, title or address.", "用户名、称呼或邮箱的一部分。"),
                                Parameter.text("role", 255, "Name of a role held directly.", "直接拥有的角色名。"),
                                Parameter.integer("offset", 0, 1_000_000, 0, "To leave out.", "跳过的数量。"),
                                Parameter.integer("limit", 1, 200, 50, "To give at most.", "最多返回的数量。"))
                        .answers(200, page)
                        .runs(this::list),
                Operation.post("/users", "Add a user, with a temporary password", "新增用户并生成临时密码")
                        .needs(change)
                        .takesJson(form().with("name", Schema.filledText(64)))
                        .answers(201, PASSWORD)
                        .refuses(409)
                        .runs(this::add),
                Operation.get("/users/{name}", "One user, with sessions and tokens", "单个用户及其会话和令牌")
                        .needs(see)
                        .answers(200, USER)
                        .runs(this::show),
                Operation.put("/users/{name}", "Change a user; what is left out stays", "修改用户；省略的内容保持不变")
                        .needs(change)
                        .takesJson(form())
                        .answers(200, USER)
                        .refuses(409)
                        .runs(this::change),
                Operation.delete("/users/{name}", "Remove a user", "删除用户")
                        .needs(change)
                        .refuses(409)
                        .runs(call -> simply(call, Administration::remove)),
                Operation.post(
                                "/users/{name}/password",
                                "Give a temporary password and end the sessions",
                                "重置为临时密码并结束会话")
                        .needs(change)
                        .answers(201, PASSWORD)
                        .refuses(409)
                        .runs(this::resetPassword),
                Operation.delete("/users/{name}/sessions", "End all sessions of a user", "结束用户的所有会话")
                        .needs(change)
                        .runs(call -> simply(call, Administration::endSessions)),
                Operation.delete("/users/{name}/second-factor", "Turn the second factor of a user off", "关闭用户的双重验证")
                        .needs(change)
                        .runs(call -> simply(call, Administration::resetSecondFactor)),
                Operation.delete("/users/{name}/lockout", "Let a user sign in again at once", "解除用户的登录锁定")
                        .needs(change)
                        .runs(call -> simply(call, Administration::liftLockout)),
                Operation.delete("/users/{name}/tokens/{id}", "Revoke a token of a user", "撤销用户的令牌")
                        .needs(change)
                        .runs(this::revokeToken));
    }

    /** Something that is done to one user. */
    @FunctionalInterface
    private interface Doing {
        void to(Administration administration, String user) throws RepositoryException, Administration.RefusedException;
    }

    private Answer simply(Call call, Doing work) throws RepositoryException {
        return doing(() -> {
            work.to(administration(call), call.variable("name"));
            return Answer.done();
        });
    }

    private Administration administration(Call call) {
        return accounts.administration(call.caller());
    }

    private Answer list(Call call) throws RepositoryException {
        String part = call.text("q").map(UsersResource::folded).orElse("");
        List<Account> found = administration(call).users().stream()
                .filter(user -> says(user, part))
                .filter(user -> call.text("role").map(user.roles()::contains).orElse(true))
                .toList();
        ObjectNode page = JSON.objectNode().put("total", found.size());
        ArrayNode users = page.putArray("users");
        found.stream()
                .skip(call.integer("offset"))
                .limit(call.integer("limit"))
                .forEach(user -> users.add(summary(user)));
        return Answer.ok(page);
    }

    private static boolean says(Account user, String part) {
        return folded(user.name()).contains(part)
                || folded(user.title()).contains(part)
                || user.email().map(email -> folded(email).contains(part)).orElse(false);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static ObjectNode summary(Account user) {
        ObjectNode json = JSON.objectNode().put("name", user.name()).put("title", user.title());
        user.email().ifPresent(email -> json.put("email", email));
        user.language().ifPresent(language -> json.put("language", language));
        json.put("enabled", user.enabled());
        user.roles().forEach(json.putArray("roles")::add);
        user.groups().forEach(json.putArray("groups")::add);
        json.put("secondFactor", user.secondFactor()).put("temporaryPassword", user.temporaryPassword());
        if (!user.lockedFor().isZero()) {
            json.put("lockedFor", 1 + user.lockedFor().toSeconds());
        }
        return json;
    }

    private Answer show(Call call) throws RepositoryException {
        return Answer.ok(user(call, call.variable("name")));
    }

    private ObjectNode user(Call call, String name) throws RepositoryException {
        Account user = administration(call).user(name).orElseThrow(() -> new ProblemException(404, "not-found"));
        ObjectNode json = summary(user);
        user.sessions().stream().map(Instant::toString).forEach(json.putArray("sessions")::add);
        ArrayNode tokens = json.putArray("tokens");
        user.tokens().forEach(token -> tokens.add(token(token)));
        return json;
    }

    private static ObjectNode token(ApiToken token) {
        ObjectNode json = JSON.objectNode().put("id", token.id()).put("label", token.label());
        token.scope().workspaces().forEach(json.putArray("workspaces")::add);
        token.scope().permissions().stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .forEach(json.putArray("permissions")::add);
        return json.put("created", token.created().toString())
                .put("expires", token.expires().toString());
    }

    private Answer add(Call call) throws RepositoryException {
        String name = normalized(call.body().path("name").textValue());
        String password = doing(() -> administration(call).add(name, form(call.body())));
        return Answer.created(JSON.objectNode().put("name", name).put("password", password));
    }

    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static Administration.Form form(JsonNode body) {
        return new Administration.Form(
                text(body, "title"),
                text(body, "email"),
                text(body, "language"),
                Optional.of(body.path("enabled")).filter(JsonNode::isBoolean).map(JsonNode::booleanValue),
                names(body, "roles"),
                names(body, "groups"));
    }

    private static Optional<String> text(JsonNode body, String name) {
        return Optional.ofNullable(body.path(name).textValue())
                .map(text -> normalized(text).strip());
    }

    private static Optional<Set<String>> names(JsonNode body, String name) {
        if (!body.has(name)) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        body.path(name).forEach(each -> names.add(each.textValue()));
        return Optional.of(names);
    }

    private Answer change(Call call) throws RepositoryException {
        String name = call.variable("name");
        simply(call, (administration, user) -> administration.change(user, form(call.body())));
        return Answer.ok(user(call, name));
    }

    private Answer resetPassword(Call call) throws RepositoryException {
        String name = call.variable("name");
        String password = doing(() -> administration(call).resetPassword(name));
        return Answer.created(JSON.objectNode().put("name", name).put("password", password));
    }

    private Answer revokeToken(Call call) throws RepositoryException {
        return simply(call, (administration, user) -> administration.revokeToken(user, call.variable("id")));
    }
}
