package org.heliograph.cms.security;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.cms.repository.ContentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Roles and groups, stored the way Magnolia stores them: {@code userroles} with nodes {@code acl_<workspace>} and
 * {@code acl_uri}, {@code usergroups} with {@code roles} and {@code groups}. They are read once and again after a save.
 */
final class Roles {

    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);
    /** What the names of nodes with lists begin with. */
    static final String ACL = "acl_";

    private final ContentRepository repository;
    private final AtomicLong saves = new AtomicLong();
    private volatile Optional<Stored> stored = Optional.empty();

    /**
     * What a role grants.
     *
     * @param id identifier of the node
     * @param path of the node
     * @param title by language; the key of the default language is empty
     */
    record Role(
            String id,
            String path,
            String name,
            Map<String, String> title,
            Map<String, Acl> acls,
            Set<String> languages) {}

    /**
     * Users who hold roles together.
     *
     * @param title what to call it; the name where none is stored
     * @param roles names or identifiers
     * @param groups names or identifiers of those that it belongs to
     */
    record Group(String id, String path, String name, String title, Set<String> roles, Set<String> groups) {}

    /** All roles and groups, by name and by identifier. */
    private record Stored(long save, Map<String, Role> roles, Map<String, Group> groups, Map<Holding, Rights> rights) {}

    private record Holding(Set<String> own, Set<String> open) {}

    Roles(ContentRepository repository) {
        this.repository = repository;
        repository.onSave((workspace, events) -> {
            if (workspace.equals("userroles") || workspace.equals("usergroups")) {
                saves.incrementAndGet();
            }
        });
    }

    /** Stores what this reads. */
    RoleWriter writer() {
        return new RoleWriter(repository, this);
    }

    /** Grows with every save of roles or groups. */
    long saves() {
        return saves.get();
    }

    private Stored stored() throws RepositoryException {
        long now = saves.get();
        Stored known = stored.filter(each -> each.save() == now).orElse(null);
        if (known == null) {
            known = new Stored(
                    now,
                    repository.read("userroles", Roles::readRoles),
                    repository.read("usergroups", Roles::readGroups),
                    new ConcurrentHashMap<>());
            stored = Optional.of(known);
        }
        return known;
    }

    /**
     * The names of the roles that somebody holds; what is no role is left out.
     *
     * @param roles names or identifiers
     * @param groups names or identifiers
     */
    Set<String> names(Set<String> roles, Set<String> groups) throws RepositoryException {
        return names(roles, groups, group -> true);
    }

    /** The same, as if a group of some name gave nothing. */
    Set<String> namesWithout(Set<String> roles, Set<String> groups, String without) throws RepositoryException {
        return names(roles, groups, group -> !group.name().equals(without));
    }

    /** Whether a group is among some, or they belong to it. */
    boolean isReached(String name, Set<String> groups) throws RepositoryException {
        return reached(stored(), groups, group -> true).stream()
                .anyMatch(group -> group.name().equals(name));
    }

    private Set<String> names(Set<String> roles, Set<String> groups, Predicate<Group> counted)
            throws RepositoryException {
        Stored now = stored();
        Set<String> names = new TreeSet<>();
        addNames(now, roles, names);
        reached(now, groups, counted).forEach(group -> addNames(now, group.roles(), names));
        return names;
    }

    private static List<Group> reached(Stored now, Set<String> groups, Predicate<Group> counted) {
        List<Group> reached = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(groups);
        Set<String> seen = new HashSet<>(groups);
        while (!open.isEmpty()) {
            Group group = now.groups().get(open.pop());
            if (group != null && counted.test(group)) {
                reached.add(group);
                group.groups().stream().filter(seen::add).forEach(open::push);
            }
        }
        return reached;
    }

    private static void addNames(Stored now, Set<String> references, Set<String> names) {
        for (String reference : references) {
            Role role = now.roles().get(reference);
            if (role != null) {
                names.add(role.name());
            } else if (reference.equals(Caller.SUPERUSER)) {
                names.add(reference); // whatever was deleted, somebody has to be able to mend it
            }
        }
    }

    /**
     * What roles grant together: always the same object until a role changes.
     *
     * @param names of roles
     * @param open names of the roles of anonymous
     */
    Rights rights(Set<String> names, Set<String> open) throws RepositoryException {
        Stored now = stored();
        return names.contains(Caller.SUPERUSER)
                ? Rights.ALL
                : now.rights().computeIfAbsent(new Holding(Set.copyOf(names), Set.copyOf(open)), h -> combine(now, h));
    }

    private static Rights combine(Stored now, Holding holding) {
        Map<String, Acl> acls = new HashMap<>();
        Set<String> languages = new HashSet<>();
        for (Role role : held(now, holding.own())) {
            role.acls().forEach((workspace, acl) -> acls.merge(workspace, acl, Acl::and));
            languages.addAll(role.languages());
        }
        Acl open = held(now, holding.open()).stream()
                .map(role -> role.acls().getOrDefault(Rights.URI, Acl.NONE))
                .reduce(Acl.NONE, Acl::and);
        return Rights.of(acls, open, languages);
    }

    private static List<Role> held(Stored now, Set<String> names) {
        return names.stream()
                .filter(now.roles()::containsKey)
                .map(now.roles()::get)
                .toList();
    }

    /** The role of a name or identifier, if there is one. */
    Optional<Role> find(String name) throws RepositoryException {
        return Optional.ofNullable(stored().roles().get(name));
    }

    /** The group of a name or identifier, if there is one. */
    Optional<Group> findGroup(String name) throws RepositoryException {
        return Optional.ofNullable(stored().groups().get(name));
    }

    /** All roles by name. */
    Collection<Role> all() throws RepositoryException {
        Map<String, Role> roles = new TreeMap<>();
        stored().roles().values().forEach(role -> roles.put(role.name(), role));
        return roles.values();
    }

    /** All groups by name. */
    Collection<Group> allGroups() throws RepositoryException {
        Map<String, Group> groups = new TreeMap<>();
        stored().groups().values().forEach(group -> groups.put(group.name(), group));
        return groups.values();
    }

    private static Map<String, Role> readRoles(Session session) throws RepositoryException {
        Map<String, Role> roles = new HashMap<>();
        for (Node node : nodes(session, "mgnl:role")) {
            Role role = role(node);
            roles.put(node.getIdentifier(), role);
            roles.putIfAbsent(role.name(), role);
        }
        return roles;
    }

    private static Map<String, Group> readGroups(Session session) throws RepositoryException {
        Map<String, Group> groups = new HashMap<>();
        for (Node node : nodes(session, "mgnl:group")) {
            Group group = new Group(
                    node.getIdentifier(),
                    node.getPath(),
                    node.getName(),
                    texts(node, "title").stream().findFirst().orElse(node.getName()),
                    references(node, "roles"),
                    references(node, "groups"));
            groups.put(group.id(), group);
            groups.putIfAbsent(group.name(), group);
        }
        return groups;
    }

    /** The nodes of a type, wherever folders hold them; those nearer to the root first. */
    private static List<Node> nodes(Session session, String type) throws RepositoryException {
        List<Node> found = new ArrayList<>();
        Deque<Node> open = new ArrayDeque<>(List.of(session.getRootNode()));
        while (!open.isEmpty()) {
            for (NodeIterator each = open.poll().getNodes(); each.hasNext(); ) {
                Node node = each.nextNode();
                if (node.isNodeType(type)) {
                    found.add(node);
                } else if (node.isNodeType("mgnl:folder")) {
                    open.add(node);
                }
            }
        }
        return found;
    }

    private static Role role(Node node) throws RepositoryException {
        Map<String, String> titles = new HashMap<>();
        for (PropertyIterator each = node.getProperties("title*"); each.hasNext(); ) {
            Property title = each.nextProperty();
            if (!title.isMultiple()) {
                titles.put(title.getName().replaceFirst("title_?", ""), title.getString());
            }
        }
        Map<String, Acl> acls = new HashMap<>();
        for (NodeIterator each = node.getNodes(ACL + "*"); each.hasNext(); ) {
            Node acl = each.nextNode();
            acls.put(acl.getName().substring(ACL.length()), acl(acl));
        }
        return new Role(node.getIdentifier(), node.getPath(), node.getName(), titles, acls, texts(node, "languages"));
    }

    private static Acl acl(Node node) throws RepositoryException {
        List<Acl.Entry> entries = new ArrayList<>();
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            entry(each.nextNode()).ifPresent(entries::add);
        }
        return Acl.of(entries);
    }

    /** An entry that cannot be read is logged, and grants nothing: so that none of it is taken for a grant, it denies. */
    private static Optional<Acl.Entry> entry(Node node) throws RepositoryException {
        if (!node.hasProperty("path")) {
            return Optional.empty();
        }
        PathPattern pattern = new PathPattern(node.getProperty("path").getString());
        try {
            long permissions = node.hasProperty("permissions")
                    ? node.getProperty("permissions").getLong()
                    : 0;
            return Optional.of(new Acl.Entry(pattern, permissions & Permission.ALL));
        } catch (RepositoryException e) {
            LOG.error("The number 'permissions' of {} in userroles cannot be read; it denies", node.getPath(), e);
            return Optional.of(new Acl.Entry(pattern, 0));
        }
    }

    /** Magnolia stores a name or an identifier per numbered property. */
    static Set<String> references(Node holder, String child) throws RepositoryException {
        Set<String> references = new TreeSet<>();
        if (holder.hasNode(child)) {
            for (PropertyIterator each = holder.getNode(child).getProperties(); each.hasNext(); ) {
                Property property = each.nextProperty();
                if (!property.getName().contains(":") && !property.isMultiple()) {
                    references.add(property.getString());
                }
            }
        }
        return references;
    }

    /** The texts of a property, be it of one value or several. */
    static Set<String> texts(Node node, String name) throws RepositoryException {
        if (!node.hasProperty(name)) {
            return Set.of();
        }
        Property property = node.getProperty(name);
        Collection<Value> values = property.isMultiple() ? List.of(property.getValues()) : List.of(property.getValue());
        Set<String> texts = new TreeSet<>();
        for (Value value : values) {
            texts.add(value.getString());
        }
        return texts;
    }
}
