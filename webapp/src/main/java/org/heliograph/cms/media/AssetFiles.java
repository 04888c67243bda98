package org.heliograph.cms.media;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.Bytes;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.JcrNames;

/** Finds the files of assets: nodes {@code mgnl:asset} of workspace {@code dam}, whose child {@code jcr:content} holds the bytes. */
final class AssetFiles {

    static final String WORKSPACE = "dam";
    static final String ASSET = "mgnl:asset";
    static final String CONTENT = "jcr:content";
    static final String FOCUS_X = "focusX";
    static final String FOCUS_Y = "focusY";

    /** What Magnolia puts before the extension to tell states of a file apart. */
    private static final Pattern STAMP = Pattern.compile("\\.\\d{4}(-\\d{2}){5}$");

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final ContentRepository repository;
    private final View view;

    /** @param view the state that is served: what is not in it is not there */
    AssetFiles(ContentRepository repository, View view) {
        this.repository = repository;
        this.view = view;
    }

    /** The file of the asset with that identifier; empty where it has none. */
    Optional<AssetFile> byId(String id) throws RepositoryException {
        if (!IDENTIFIER.matcher(id).matches()) {
            return Optional.empty();
        }
        return repository.read(view.workspace(WORKSPACE), session -> {
            try {
                return file(session.getNodeByIdentifier(id));
            } catch (ItemNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * The file of the asset at a path in {@code dam}, to which an extension, and a stamp before it, may be added; empty where
     * there is none.
     */
    Optional<AssetFile> byPath(String path) throws RepositoryException {
        return repository.read(view.workspace(WORKSPACE), session -> {
            Optional<AssetFile> exact = file(session, path);
            int dot = path.lastIndexOf('.');
            if (exact.isPresent() || dot <= path.lastIndexOf('/') + 1) {
                return exact;
            }
            String name = path.substring(0, dot);
            String extension = path.substring(dot);
            String plain = STAMP.matcher(name).replaceFirst("");
            Optional<AssetFile> bare = file(session, name);
            if (bare.isPresent() || plain.equals(name)) {
                return bare;
            }
            Optional<AssetFile> unstamped = file(session, plain + extension);
            return unstamped.isPresent() ? unstamped : file(session, plain);
        });
    }

    private Optional<AssetFile> file(Session session, String path) throws RepositoryException {
        boolean named = path.length() > 1 && JcrNames.pathFault(path).isEmpty();
        if (!named) {
            return Optional.empty();
        }
        String stored = view.path(WORKSPACE, path);
        return session.nodeExists(stored) ? file(session.getNode(stored)) : Optional.empty();
    }

    private Optional<AssetFile> file(Node asset) throws RepositoryException {
        String root = view.path(WORKSPACE, "/");
        String prefix = root.equals("/") ? "/" : root + "/";
        String path = asset.getPath();
        if (!path.startsWith(prefix) || !asset.isNodeType(ASSET) || !asset.hasNode(CONTENT)) {
            return Optional.empty();
        }
        Node content = asset.getNode(CONTENT);
        if (!isBinary(content)) {
            return Optional.empty();
        }
        Property data = content.getProperty("jcr:data");
        return Optional.of(new AssetFile(
                asset.getIdentifier(),
                path.substring(prefix.length() - 1),
                text(content, "fileName").orElse(asset.getName()),
                text(content, "jcr:mimeType").orElse("application/octet-stream"),
                data.getLength(),
                modified(asset, content),
                Bytes.identity(data.getValue()),
                focus(asset),
                data.getBinary()));
    }

    private static boolean isBinary(Node content) throws RepositoryException {
        return content.hasProperty("jcr:data")
                && content.getProperty("jcr:data").getType() == PropertyType.BINARY
                && !content.getProperty("jcr:data").isMultiple();
    }

    private static Optional<String> text(Node node, String property) throws RepositoryException {
        return node.hasProperty(property) && !node.getProperty(property).isMultiple()
                ? Optional.of(node.getProperty(property).getString()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static Instant modified(Node asset, Node content) throws RepositoryException {
        Optional<Instant> changed = date(asset, "mgnl:lastModified");
        return changed.isPresent()
                ? changed.get()
                : date(content, "jcr:lastModified").orElse(Instant.EPOCH);
    }

    private static Optional<Instant> date(Node node, String property) throws RepositoryException {
        return node.hasProperty(property) && node.getProperty(property).getType() == PropertyType.DATE
                ? Optional.of(node.getProperty(property).getDate().toInstant())
                : Optional.empty();
    }

    static Focus focus(Node asset) throws RepositoryException {
        if (!isNumber(asset, FOCUS_X) || !isNumber(asset, FOCUS_Y)) {
            return Focus.MIDDLE;
        }
        double x = asset.getProperty(FOCUS_X).getDouble();
        double y = asset.getProperty(FOCUS_Y).getDouble();
        boolean inside = x >= 0 && x <= 1 && y >= 0 && y <= 1;
        return inside ? new Focus(x, y) : Focus.MIDDLE;
    }

    private static boolean isNumber(Node node, String property) throws RepositoryException {
        return node.hasProperty(property)
                && !node.getProperty(property).isMultiple()
                && (node.getProperty(property).getType() == PropertyType.DOUBLE
                        || node.getProperty(property).getType() == PropertyType.LONG);
    }
}
