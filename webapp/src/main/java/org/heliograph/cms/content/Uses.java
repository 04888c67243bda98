package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.content.Lookup.Found;

/** Which items use an item: in references, as an asset, in links within texts; in all workspaces, drafts and published. */
public final class Uses {

    private final Lookup lookup;

    /** @param lookup finds what mentions an identifier */
    public Uses(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * The items that use one; it is not among them itself.
     *
     * @param id of the used item
     */
    public List<Found> of(String id) {
        return of(Set.of(id));
    }

    /** The items that use some of these, without these themselves. */
    List<Found> of(Collection<String> ids) {
        Map<String, Found> users = new LinkedHashMap<>();
        for (String id : ids) {
            for (Found node : lookup.mentioning(id)) {
                Found item = itemOf(node);
                if (!ids.contains(item.node().id())) {
                    users.putIfAbsent(
                            item.view() + item.workspace() + item.node().path(), item);
                }
            }
        }
        return new ArrayList<>(users.values());
    }

    /** The item that a node is a part of; a node that is in none stands for itself. */
    private Found itemOf(Found found) {
        NodeSnapshot node = found.node();
        while (!ItemNode.isItem(node)) {
            String path = node.path();
            Optional<NodeSnapshot> parent = path.lastIndexOf('/') <= 0
                    ? Optional.empty()
                    : lookup.byPath(found.view(), found.workspace(), path.substring(0, path.lastIndexOf('/')));
            if (parent.isEmpty()) {
                return found;
            }
            node = parent.get();
        }
        return new Found(found.view(), found.workspace(), node);
    }
}
