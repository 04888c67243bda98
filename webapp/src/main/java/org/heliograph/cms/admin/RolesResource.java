package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.Administration.RefusedException;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.RoleAdministration;
import org.heliograph.cms.security.RoleAdministration.Grant;
import org.heliograph.cms.security.RoleAdministration.GroupForm;
import org.heliograph.cms.security.RoleAdministration.RoleForm;
import org.heliograph.cms.web.ProblemException;

import static org.heliograph.cms.admin.Administering.doing;

/** Roles and what they grant, and groups of users who hold roles together. */
public final class RolesResource extends Resource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Schema NAMES = Schema.list(Schema.text(255), 500);

    private static final Schema TITLE = Schema.map(Schema.text(200), 20)
            .about("By language; under \"\" that of no language in particular.", "按语言；键为 \"\" 的是通用名称。");

    private static final Schema GRANT = Schema.named(
            "Grant",
            () -> Schema.object()
                    .with("workspace", Schema.text(60, "[A-Za-z0-9_-]+").about("uri for addresses.", "uri 表示访问地址。"))
                    .with(
                            "path",
                            Schema.text(1000, "[/*].*")
                                    .about(
                                            "* stands for any characters, ? for one. The closest pattern holds.",
                                            "* 代表任意字符，? 代表一个字符；最具体的模式生效。"))
                    .with(
                            "permissions",
                            Schema.list(
                                            Schema.oneOf(Stream.of(Permission.values())
                                                    .map(RolesResource::lower)
                                                    .toArray(String[]::new)),
                                            6)
                                    .about("None to deny.", "留空表示拒绝。")));

    private static final Schema ROLE = Schema.named(
            "Role",
            () -> roleForm()
                    .with("name", Schema.text(64))
                    .with("holders", NAMES.about("Users and groups that hold it directly.", "直接拥有该角色的用户和组。")));

    private static final Schema GROUP = Schema.named(
            "Group",
            () -> groupForm().with("name", Schema.text(64)).with("members", NAMES.about("Users and groups.", "用户和组。")));

    private final Accounts accounts;

    /** @param accounts knows the roles */
    public RolesResource(Accounts accounts) {
        this.accounts = accounts;
    }

    private static Schema.ObjectSchema roleForm() {
        return Schema.object()
                .with("title", TITLE)
                .with(
                        "languages",
                        Schema.list(Schema.text(20, "\\*|[A-Za-z_]+"), 100)
                                .about("That its holders edit; none for all.", "可编辑的语言；留空表示全部。"))
                .with("grants", Schema.list(GRANT, 500));
    }

    private static Schema.ObjectSchema groupForm() {
        return Schema.object()
                .with("title", Schema.text(200))
                .with("roles", NAMES)
                .with("groups", NAMES.about("That it belongs to.", "所属的组。"));
    }

    private static String lower(Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }

    @Override
    List<Operation> operations() {
        Need see = Administering.toSee("userroles");
        Need change = Administering.toChange("userroles");
        Need seeGroups = Administering.toSee("usergroups");
        Need changeGroups = Administering.toChange("usergroups");
        return List.of(
                Operation.get("/roles", "Roles", "角色列表")
                        .needs(see)
                        .answers(200, Schema.object().with("roles", Schema.list(ROLE, 10_000)))
                        .runs(this::roles),
                Operation.post("/roles", "Add a role", "新增角色")
                        .needs(change)
                        .takesJson(roleForm().with("name", Schema.filledText(64)), 512 * 1024)
                        .answers(201, ROLE)
                        .refuses(409)
                        .runs(this::addRole),
                Operation.get("/roles/{name}", "One role", "单个角色")
                        .needs(see)
                        .answers(200, ROLE)
                        .runs(call -> Answer.ok(role(call, call.variable("name")))),
                Operation.put("/roles/{name}", "Replace what a role grants", "替换角色的权限")
                        .needs(change)
                        .takesJson(roleForm(), 512 * 1024)
                        .answers(200, ROLE)
                        .refuses(409)
                        .runs(this::changeRole),
                Operation.delete("/roles/{name}", "Remove a role that nobody holds", "删除无人使用的角色")
                        .needs(change)
                        .refuses(409)
                        .runs(call -> simply(call, RoleAdministration::removeRole)),
                Operation.get("/groups", "Groups", "用户组列表")
                        .needs(seeGroups)
                        .answers(200, Schema.object().with("groups", Schema.list(GROUP, 10_000)))
                        .runs(this::groups),
                Operation.post("/groups", "Add a group", "新增用户组")
                        .needs(changeGroups)
                        .takesJson(groupForm().with("name", Schema.filledText(64)))
                        .answers(201, GROUP)
                        .refuses(409)
                        .runs(this::addGroup),
                Operation.get("/groups/{name}", "One group", "单个用户组")
                        .needs(seeGroups)
                        .answers(200, GROUP)
                        .runs(call -> Answer.ok(group(call, call.variable("name")))),
                Operation.put("/groups/{name}", "Replace a group", "替换用户组")
                        .needs(changeGroups)
                        .takesJson(groupForm())
                        .answers(200, GROUP)
                        .refuses(409)
                        .runs(this::changeGroup),
                Operation.delete("/groups/{name}", "Remove a group without members", "删除没有成员的用户组")
                        .needs(changeGroups)
                        .refuses(409)
                        .runs(call -> simply(call, RoleAdministration::removeGroup)));
    }

    private RoleAdministration administration(Call call) {
        return accounts.administration(call.caller()).roles();
    }

    /** Something that is done to one role or group. */
    @FunctionalInterface
    private interface Doing {
        void to(RoleAdministration administration, String name) throws RepositoryException, RefusedException;
    }

    private Answer simply(Call call, Doing work) throws RepositoryException {
        return doing(() -> {
            work.to(administration(call), call.variable("name"));
            return Answer.done();
        });
    }

    private Answer roles(Call call) throws RepositoryException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode roles = answer.putArray("roles");
        for (String name : administration(call).roleNames()) {
            roles.add(role(call, name));
        }
        return Answer.ok(answer);
    }

    private ObjectNode role(Call call, String name) throws RepositoryException {
        RoleAdministration administration = administration(call);
        RoleForm role = administration.role(name).orElseThrow(() -> new ProblemException(404, "not-found"));
        ObjectNode json = JSON.objectNode().put("name", name);
        ObjectNode title = json.putObject("title");
        new TreeMap<>(role.title()).forEach(title::put);
        role.languages().forEach(json.putArray("languages")::add);
        ArrayNode grants = json.putArray("grants");
        for (Grant grant : role.grants()) {
            ObjectNode one =
                    grants.addObject().put("workspace", grant.workspace()).put("path", grant.path());
            grant.permissions().stream().map(RolesResource::lower).forEach(one.putArray("permissions")::add);
        }
        administration.holdersOfRole(name).forEach(json.putArray("holders")::add);
        return json;
    }

    private static RoleForm roleForm(JsonNode body) {
        Map<String, String> title = new TreeMap<>();
        body.path("title").properties().forEach(each -> title.put(each.getKey(), normalized(each.getValue())));
        List<Grant> grants = new ArrayList<>();
        for (JsonNode grant : body.path("grants")) {
            Set<Permission> permissions = EnumSet.noneOf(Permission.class);
            grant.path("permissions")
                    .forEach(each ->
                            permissions.add(Permission.valueOf(each.textValue().toUpperCase(Locale.ROOT))));
            grants.add(new Grant(grant.path("workspace").textValue(), normalized(grant.path("path")), permissions));
        }
        return new RoleForm(title, names(body, "languages"), grants);
    }

    private static String normalized(JsonNode text) {
        return Normalizer.normalize(text.textValue(), Normalizer.Form.NFC);
    }

    private static Set<String> names(JsonNode body, String name) {
        Set<String> names = new TreeSet<>();
        body.path(name).forEach(each -> names.add(each.textValue()));
        return names;
    }

    private Answer addRole(Call call) throws RepositoryException {
        String name = normalized(call.body().path("name"));
        doing(() -> {
            administration(call).addRole(name, checked(call.body()));
            return name;
        });
        return Answer.created(role(call, name));
    }

    private static RoleForm checked(JsonNode body) {
        Faults faults = new Faults();
        for (Map.Entry<String, JsonNode> title : body.path("title").properties()) {
            if (!title.getKey().matches("|[a-z]{2,3}(_[A-Z]{2})?")) {
                faults.member("/title", title.getKey()).ifPresent(at -> faults.add(at, "field-unknown"));
            }
        }
        faults.throwIfAny(422, "fields-wrong");
        return roleForm(body);
    }

    private Answer changeRole(Call call) throws RepositoryException {
        simply(call, (administration, name) -> administration.changeRole(name, checked(call.body())));
        return Answer.ok(role(call, call.variable("name")));
    }

    private Answer groups(Call call) throws RepositoryException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode groups = answer.putArray("groups");
        for (String name : administration(call).groupNames()) {
            groups.add(group(call, name));
        }
        return Answer.ok(answer);
    }

    private ObjectNode group(Call call, String name) throws RepositoryException {
        RoleAdministration administration = administration(call);
        GroupForm group = administration.group(name).orElseThrow(() -> new ProblemException(404, "not-found"));
        ObjectNode json = JSON.objectNode().put("name", name).put("title", group.title());
        group.roles().forEach(json.putArray("roles")::add);
        group.groups().forEach(json.putArray("groups")::add);
        administration.membersOfGroup(name).forEach(json.putArray("members")::add);
        return json;
    }

    private static GroupForm groupForm(JsonNode body) {
        return new GroupForm(normalized(body.path("title")), names(body, "roles"), names(body, "groups"));
    }

    private Answer addGroup(Call call) throws RepositoryException {
        String name = normalized(call.body().path("name"));
        doing(() -> {
            administration(call).addGroup(name, groupForm(call.body()));
            return name;
        });
        return Answer.created(group(call, name));
    }

    private Answer changeGroup(Call call) throws RepositoryException {
        simply(call, (administration, name) -> administration.changeGroup(name, groupForm(call.body())));
        return Answer.ok(group(call, call.variable("name")));
    }
}
