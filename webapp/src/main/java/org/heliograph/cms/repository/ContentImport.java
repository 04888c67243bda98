package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.definition.Location;

/**
 * Brings content files, YAML or JCR system view, into a workspace. A node that has the place of one in the file is
 * replaced, keeping its position among its siblings, so that importing a file twice equals importing it once.
 *
 * <p>Changes are left pending in the session: whoever owns it saves when all went well and discards after an exception,
 * as {@code ContentRepository.write} does. Nothing is then stored of a file with a fault.
 */
public final class ContentImport {

    private final Limits limits;

    /**
     * What a file may hold at most.
     *
     * @param bytes size of the file; YAML is read whole and therefore never more than {@value #YAML_BYTES}
     * @param depth nodes within nodes, and lists within lists
     * @param items nodes, properties and values together
     */
    public record Limits(long bytes, int depth, int items) {

        /** Most of a YAML file that is read. */
        public static final int YAML_BYTES = 20_000_000;

        /** 100 MB, 64 levels, half a million items. */
        public static final Limits DEFAULT = new Limits(100_000_000L, 64, 500_000);
    }

    /** An import with {@link Limits#DEFAULT}. */
    public ContentImport() {
        this(Limits.DEFAULT);
    }

    /** An import with limits of its own. */
    public ContentImport(Limits limits) {
        this.limits = limits;
    }

    /**
     * Imports a file where its name says, making missing parents as folders.
     *
     * @param session of the workspace that the name tells
     * @param content read to its end, not closed
     * @return the paths of the nodes that the file tells of, without those below them
     * @throws ContentImportException naming file, line and cure
     * @throws RepositoryException if the repository fails
     */
    public List<String> bootstrap(Session session, ContentFileName name, InputStream content)
            throws RepositoryException {
        List<ContentFileNode> nodes = read(session, name, content);
        Node parent = makeParents(session, name);
        write(session, parent, nodes);
        String above = parent.getDepth() == 0 ? "/" : parent.getPath() + "/";
        return nodes.stream().map(node -> above + node.name()).toList();
    }

    /**
     * Imports a file below a given node.
     *
     * @param session of the workspace that the name tells
     * @param parentPath absolute path of a node
     * @param content read to its end, not closed
     * @throws ContentImportException naming file, line and cure
     * @throws RepositoryException if the repository fails
     */
    public void below(Session session, String parentPath, ContentFileName name, InputStream content)
            throws RepositoryException {
        Location whole = new Location(name.file(), 0, 0);
        Optional<String> fault = JcrNames.pathFault(parentPath);
        if (fault.isPresent()) {
            throw new ContentImportException(
                    whole, "The path '" + parentPath + "' " + fault.get(), "Give the path of a node, such as /news");
        }
        if (!session.nodeExists(parentPath)) {
            throw new ContentImportException(
                    whole, "There is no node " + parentPath + " in workspace " + name.workspace(), "Create it first");
        }
        write(session, session.getNode(parentPath), read(session, name, content));
    }

    private List<ContentFileNode> read(Session session, ContentFileName name, InputStream content)
            throws RepositoryException {
        return read(session, name.file(), name.xml(), content);
    }

    List<ContentFileNode> read(Session session, String file, boolean xml, InputStream content)
            throws RepositoryException {
        InputStream limited = new LimitedStream(content, limits.bytes());
        try {
            return xml
                    ? new XmlContentFile(session, file, limits).read(limited)
                    : new YamlContentFile(session.getValueFactory(), file, limits).read(limited);
        } catch (LimitedStream.Exceeded e) {
            throw new ContentImportException(
                    new Location(file, 0, 0), e.getMessage(), "Split the file or raise the limit", e);
        } catch (IOException e) {
            throw new ContentImportException(
                    new Location(file, 0, 0), "The file cannot be read", "Send or store it again", e);
        }
    }

    private static void write(Session session, Node parent, List<ContentFileNode> nodes) throws RepositoryException {
        ContentFileWriter writer = new ContentFileWriter(session);
        for (ContentFileNode node : nodes) {
            writer.replace(parent, node);
        }
        writer.checkReferences();
    }

    private static Node makeParents(Session session, ContentFileName name) throws RepositoryException {
        Node parent = session.getRootNode();
        for (String step : name.parentPath().substring(1).split("/")) {
            if (!step.isEmpty()) {
                parent = parent.hasNode(step) ? parent.getNode(step) : parent.addNode(step, "mgnl:folder");
            }
        }
        return parent;
    }
}
