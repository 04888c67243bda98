package org.heliograph.cms.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.RoleAdministration.Grant;
import org.heliograph.cms.security.RoleAdministration.GroupForm;
import org.heliograph.cms.security.RoleAdministration.RoleForm;
import org.heliograph.cms.security.Roles.Group;
import org.heliograph.cms.security.Roles.Role;

/** Stores roles and groups the way {@link Roles} reads them. */
final class RoleWriter {

    private final ContentRepository repository;
    private final Roles roles;

    RoleWriter(ContentRepository repository, Roles roles) {
        this.repository = repository;
        this.roles = roles;
    }

    /** The lists of some grants, by workspace. */
    static Map<String, Acl> acls(List<Grant> grants) {
        Map<String, List<Acl.Entry>> entries = new TreeMap<>();
        for (Grant grant : grants) {
            entries.computeIfAbsent(grant.workspace(), workspace -> new ArrayList<>())
                    .add(new Acl.Entry(new PathPattern(grant.path()), Permission.sum(grant.permissions())));
        }
        Map<String, Acl> acls = new TreeMap<>();
        entries.forEach((workspace, list) -> acls.put(workspace, Acl.of(list)));
        return acls;
    }

    /** Stores a role, a new one or one in place of another. */
    void writeRole(String name, Optional<Role> known, RoleForm form) throws RepositoryException {
        repository.write("userroles", session -> {
            Node node = known.isPresent()
                    ? session.getNode(known.get().path())
                    : session.getRootNode().addNode(name, "mgnl:role");
            for (String language : known.map(Role::title).orElse(Map.of()).keySet()) {
                node.getProperty(titleName(language)).remove();
            }
            for (Map.Entry<String, String> title : form.title().entrySet()) {
                node.setProperty(titleName(title.getKey()), title.getValue());
            }
            node.setProperty("languages", form.languages().toArray(String[]::new));
            for (NodeIterator each = node.getNodes(Roles.ACL + "*"); each.hasNext(); ) {
                each.nextNode().remove();
            }
            for (Map.Entry<String, Acl> acl : acls(form.grants()).entrySet()) {
                write(node.addNode(Roles.ACL + acl.getKey(), "mgnl:contentNode"), acl.getValue());
            }
            return name;
        });
    }

    private static String titleName(String language) {
        return language.isEmpty() ? "title" : "title_" + language;
    }

    private static void write(Node list, Acl acl) throws RepositoryException {
        for (Acl.Entry entry : acl.entries()) {
            Node node = list.addNode(String.valueOf(list.getNodes().getSize()), "mgnl:contentNode");
            node.setProperty("path", entry.pattern().text());
            node.setProperty("permissions", entry.permissions());
        }
    }

    /** Stores a group, a new one or one in place of another. */
    void writeGroup(String name, Optional<Group> known, GroupForm form) throws RepositoryException {
        repository.write("usergroups", session -> {
            Node node = known.isPresent()
                    ? session.getNode(known.get().path())
                    : session.getRootNode().addNode(name, "mgnl:group");
            node.setProperty("title", form.title());
            writeReferences(node, "roles", form.roles());
            writeReferences(node, "groups", form.groups());
            return name;
        });
    }

    /**
     * Stores which roles or groups a user or group has, by identifier as Magnolia does.
     *
     * @param child {@code roles} or {@code groups}
     * @param names of such that there are
     */
    void writeReferences(Node holder, String child, Set<String> names) throws RepositoryException {
        if (holder.hasNode(child)) {
            holder.getNode(child).remove();
        }
        Node list = holder.addNode(child, "mgnl:contentNode");
        int number = 0;
        for (String name : names) {
            String id = child.equals("roles")
                    ? roles.find(name).orElseThrow().id()
                    : roles.findGroup(name).orElseThrow().id();
            list.setProperty(String.valueOf(number++), id);
        }
    }

    /** Removes a role or group. */
    void remove(String workspace, String path) throws RepositoryException {
        repository.write(workspace, session -> {
            session.getNode(path).remove();
            return path;
        });
    }
}
