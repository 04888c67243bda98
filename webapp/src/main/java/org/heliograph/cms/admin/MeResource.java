package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.OwnAccount;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;

/** Who is signed in, and what that person may do where: which parts of an editor's tool are of use. */
public final class MeResource extends Resource {

    private static final Schema PERMISSION =
            Schema.oneOf(Stream.of(Permission.values()).map(MeResource::lower).toArray(String[]::new));

    private static final Schema ME = Schema.named(
            "Me",
            () -> Schema.object()
                    .with("name", Schema.text(64))
                    .with("title", Schema.text(200))
                    .may("language", Schema.text(10).about("Language of the user interface.", "界面语言。"))
                    .with("superuser", Schema.flag())
                    .with(
                            "roles",
                            Schema.list(
                                    Schema.object()
                                            .with("name", Schema.text(255))
                                            .with("title", Schema.text(255)),
                                    1000))
                    .with("languages", Schema.list(Schema.text(20), 100).about("May be edited.", "可编辑的语言。"))
                    .with(
                            "workspaces",
                            Schema.map(Schema.list(PERMISSION, 6), 1000)
                                    .about(
                                            "What may be done somewhere in each workspace that may be read.",
                                            "在各可读工作区中可以进行的操作。")));

    private final Accounts accounts;
    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;

    /** @param definitions the current ones, at each call */
    public MeResource(Accounts accounts, ContentRepository repository, Supplier<Definitions> definitions) {
        this.accounts = accounts;
        this.repository = repository;
        this.definitions = definitions;
    }

    @Override
    List<Operation> operations() {
        return List.of(Operation.get("/me", "Who is signed in", "当前登录用户")
                .answers(200, ME)
                .runs(this::show));
    }

    private Answer show(Call call) throws RepositoryException {
        Optional<OwnAccount> account = accounts.own(call.caller());
        ObjectNode me =
                JsonNodeFactory.instance.objectNode().put("name", call.caller().name());
        me.put("title", account.map(OwnAccount::title).orElse(call.caller().name()));
        account.flatMap(OwnAccount::language).ifPresent(language -> me.put("language", language));
        me.put("superuser", call.caller().isSuperuser());
        ArrayNode roles = me.putArray("roles");
        Map<String, String> titles =
                account.isEmpty() ? Map.of() : account.get().roleTitles(call.language());
        titles.forEach((name, title) -> roles.addObject().put("name", name).put("title", title));
        ArrayNode languages = me.putArray("languages");
        definitions.get().site().i18n().locales().stream()
                .map(Locale::toString)
                .filter(call.rights()::mayEdit)
                .forEach(languages::add);
        me.set("workspaces", workspaces(call.rights()));
        return Answer.ok(me);
    }

    private ObjectNode workspaces(Rights rights) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String workspace : new TreeSet<>(repository.workspaces())) {
            if (Call.isReachable(workspace) && rights.maySomewhere(Permission.READ, workspace)) {
                ArrayNode permissions = all.putArray(workspace);
                Stream.of(Permission.values())
                        .filter(permission -> rights.maySomewhere(permission, workspace))
                        .map(MeResource::lower)
                        .forEach(permissions::add);
            }
        }
        return all;
    }

    private static String lower(Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }
}
