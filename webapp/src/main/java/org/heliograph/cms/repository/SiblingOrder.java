package org.heliograph.cms.repository;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;

/** The order of the children of a node. */
public final class SiblingOrder {

    private SiblingOrder() {}

    /** Whether the children of these names, as far as they are there, come in the order of the list. */
    public static boolean isArranged(Node parent, List<String> names) throws RepositoryException {
        List<String> stored = names(parent);
        Set<String> present = new HashSet<>(stored);
        Set<String> wanted = new HashSet<>(names);
        return stored.stream()
                .filter(wanted::contains)
                .toList()
                .equals(names.stream().filter(present::contains).toList());
    }

    /**
     * Brings the children of these names, as far as they are there, into the order of the list. All others keep their
     * places.
     */
    public static void arrange(Node parent, List<String> names) throws RepositoryException {
        if (isArranged(parent, names)) {
            return;
        }
        List<String> target = target(names(parent), names);
        String next = null;
        List<String> current = new ArrayList<>(names(parent));
        for (int i = target.size() - 1; i >= 0; i--) {
            String name = target.get(i);
            int at = current.indexOf(name);
            boolean inPlace = next == null
                    ? at == current.size() - 1
                    : at + 1 < current.size() && current.get(at + 1).equals(next);
            if (!inPlace) {
                parent.orderBefore(name, next);
                current.remove(at);
                current.add(next == null ? current.size() : current.indexOf(next), name);
            }
            next = name;
        }
    }

    /** The places of the listed ones are given to them anew, in the order of the list. */
    private static List<String> target(List<String> stored, List<String> names) {
        Set<String> present = new HashSet<>(stored);
        List<String> listed = names.stream().filter(present::contains).toList();
        Set<String> moving = new HashSet<>(listed);
        List<String> target = new ArrayList<>();
        int next = 0;
        for (String name : stored) {
            target.add(moving.contains(name) ? listed.get(next++) : name);
        }
        return target;
    }

    private static List<String> names(Node parent) throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator children = parent.getNodes(); children.hasNext(); ) {
            names.add(children.nextNode().getName());
        }
        return names;
    }
}
