package org.heliograph.cms.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;
import org.heliograph.cms.web.RestException;

/**
 * Takes files: to disk first, then looked at and cleaned, then stored as Magnolia stores assets. Whatever is refused leaves
 * nothing behind.
 */
public final class Uploads {

    /** Largest file, in bytes. */
    public static final long MOST_BYTES = 100_000_000;

    /** Files that are on their way at the same time: each lies on disk up to twice. */
    private static final int AT_ONCE = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final String DIGEST = "sha256";
    private static final int MOST_SAME_NAMES = 10_000;

    private final ContentRepository repository;
    private final Intake intake;
    private final Path temporary;
    private final Clock clock;
    private final Semaphore arriving = new Semaphore(AT_ONCE, true);

    /**
     * What became of a file.
     *
     * @param id of the asset
     * @param isNew false if the folder held the same bytes already
     */
    public record Stored(String id, boolean isNew) {}

    /** A file that is ready to be stored. */
    private record Ready(Cleaned cleaned, String digest) {}

    /** Stores a file that is ready. */
    @FunctionalInterface
    private interface Storing<T> {
        T store(Session session, Ready file) throws RepositoryException, IOException;
    }

    Uploads(ContentRepository repository, Intake intake, Path temporary, Clock clock) {
        this.repository = repository;
        this.intake = intake;
        this.temporary = temporary;
        this.clock = clock;
    }

    /**
     * Makes an asset of a file.
     *
     * @param folder path in {@code dam}
     * @param fileName as the client names it
     * @param bytes read to their end; not closed
     * @throws ProblemException 404 if the folder is none, 403 if the caller may not add to it, 415 or 422 if the file is not
     *     taken
     */
    public Stored add(Caller caller, String folder, String fileName, InputStream bytes)
            throws IOException, RepositoryException {
        return receive(bytes, (session, file) -> {
            Node parent = folder(session, folder);
            String name = AssetName.ofFile(fileName, file.cleaned.type());
            Optional<Node> same = same(parent, file.digest, caller);
            if (same.isPresent()) {
                return new Stored(same.get().getIdentifier(), false);
            }
            Node asset = parent.addNode(freeName(parent, name), AssetFiles.ASSET);
            require(caller, Permission.ADD, asset.getPath());
            note(asset, "mgnl:created", caller);
            asset.setProperty("name", asset.getName());
            asset.setProperty("type", file.cleaned.type().extension());
            write(asset, asset.addNode(AssetFiles.CONTENT, "mgnl:resource"), name, file, caller);
            return new Stored(asset.getIdentifier(), true);
        });
    }

    /**
     * Gives an asset other bytes; its texts and its focus stay.
     *
     * @param fileName the asset's own where it is left out
     * @param revision that the caller knows; not looked at where it is left out
     * @throws ProblemException 404 if there is no such asset, 403 if the caller may not change it, 409 if it is not as the
     *     caller knows it, 415 or 422 if the file is not taken
     */
    public Stored replace(
            Caller caller, String path, Optional<String> fileName, Optional<String> revision, InputStream bytes)
            throws IOException, RepositoryException {
        return receive(bytes, (session, file) -> {
            Node asset = asset(session, path);
            require(caller, Permission.CHANGE, path);
            requireRevision(asset, revision);
            asset.setProperty("type", file.cleaned.type().extension());
            Node content = asset.hasNode(AssetFiles.CONTENT)
                    ? asset.getNode(AssetFiles.CONTENT)
                    : asset.addNode(AssetFiles.CONTENT, "mgnl:resource");
            String name = fileName.orElse(asset.getName());
            write(asset, content, AssetName.ofFile(name, file.cleaned.type()), file, caller);
            return new Stored(asset.getIdentifier(), false);
        });
    }

    static void require(Caller caller, Permission permission, String path) {
        if (!caller.rights().may(permission, AssetFiles.WORKSPACE, path)) {
            throw new ProblemException(403, "not-allowed");
        }
    }

    static void requireRevision(Node asset, Optional<String> revision) throws RepositoryException {
        String now = ItemNode.of(asset).revision();
        if (revision.filter(known -> !known.equals(now)).isPresent()) {
            throw new ProblemException(409, "changed-meanwhile").with("revision", now);
        }
    }

    /**
     * Makes a folder.
     *
     * @return its path
     * @throws ProblemException 404 if the parent is none, 403 if the caller may not add to it, 409 if the name is taken, 422
     *     if nothing of it can be used
     */
    public String addFolder(Caller caller, String parent, String name) throws RepositoryException {
        String safe = AssetName.ofFolder(name);
        if (safe.isEmpty()) {
            throw new ProblemException(422, "name-unusable");
        }
        return repository.write(AssetFiles.WORKSPACE, session -> {
            Node above = folder(session, parent);
            if (above.hasNode(safe)) {
                throw new ProblemException(409, "name-taken", safe);
            }
            Node folder = above.addNode(safe, "mgnl:folder");
            require(caller, Permission.ADD, folder.getPath());
            note(folder, "mgnl:created", caller);
            note(folder, "mgnl:lastModified", caller);
            return folder.getPath();
        });
    }

    private <T> T receive(InputStream bytes, Storing<T> storing) throws IOException, RepositoryException {
        enter();
        Path received = Files.createTempFile(temporary, "received", "");
        Path cleaned = Files.createTempFile(temporary, "cleaned", "");
        try {
            spool(bytes, received);
            Cleaned file = intake.clean(received, cleaned);
            Ready ready = new Ready(file, digest(cleaned));
            return repository.write(AssetFiles.WORKSPACE, session -> {
                try {
                    return storing.store(session, ready);
                } catch (IOException e) {
                    throw new RepositoryException("A file that was uploaded cannot be read", e);
                }
            });
        } finally {
            arriving.release();
            Files.deleteIfExists(received);
            Files.deleteIfExists(cleaned);
        }
    }

    private void enter() {
        try {
            if (!arriving.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw RestException.unavailable("Too many files are on their way.", RETRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestException.unavailable("The host is ending.", RETRY);
        }
    }

    private static void spool(InputStream bytes, Path target) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = MOST_BYTES;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int some = bytes.read(buffer); some >= 0; some = bytes.read(buffer)) {
                left -= some;
                if (left < 0) {
                    throw new ProblemException(413, "body-larger-than", MOST_BYTES);
                }
                out.write(buffer, 0, some);
            }
        }
        if (left == MOST_BYTES) {
            throw new ProblemException(422, "file-empty");
        }
    }

    private static String digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static Node folder(Session session, String path) throws RepositoryException {
        if (!session.nodeExists(path)) {
            throw new ProblemException(404, "not-found");
        }
        Node node = session.getNode(path);
        if (node.getDepth() > 0 && !node.isNodeType("mgnl:folder")) {
            throw new ProblemException(422, "no-folder");
        }
        return node;
    }

    static Node asset(Session session, String path) throws RepositoryException {
        if (!session.nodeExists(path) || !session.getNode(path).isNodeType(AssetFiles.ASSET)) {
            throw new ProblemException(404, "not-found");
        }
        return session.getNode(path);
    }

    private static Optional<Node> same(Node folder, String digest, Caller caller) throws RepositoryException {
        for (NodeIterator each = folder.getNodes(); each.hasNext(); ) {
            Node asset = each.nextNode();
            String stored = AssetFiles.CONTENT + "/" + DIGEST;
            if (asset.isNodeType(AssetFiles.ASSET)
                    && asset.hasProperty(stored)
                    && asset.getProperty(stored).getString().equals(digest)
                    && caller.rights().mayRead(AssetFiles.WORKSPACE, asset.getPath())) {
                return Optional.of(asset);
            }
        }
        return Optional.empty();
    }

    private static String freeName(Node parent, String name) throws RepositoryException {
        int dot = name.lastIndexOf('.');
        for (int number = 0; number < MOST_SAME_NAMES; number++) {
            String free = number == 0 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
            if (!parent.hasNode(free)) {
                return free;
            }
        }
        throw new ProblemException(409, "name-taken", name);
    }

    private void write(Node asset, Node content, String fileName, Ready file, Caller caller)
            throws RepositoryException, IOException {
        note(asset, "mgnl:lastModified", caller);
        content.setProperty("fileName", fileName);
        content.setProperty("extension", fileName.substring(fileName.lastIndexOf('.') + 1));
        content.setProperty("jcr:mimeType", file.cleaned.type().mimeType());
        content.setProperty("jcr:lastModified", now());
        content.setProperty("size", Files.size(file.cleaned.file()));
        content.setProperty(DIGEST, file.digest);
        set(content, "width", file.cleaned.size().map(Cleaned.Size::width));
        set(content, "height", file.cleaned.size().map(Cleaned.Size::height));
        set(
                content,
                "pages",
                file.cleaned.pages().isPresent()
                        ? Optional.of(file.cleaned.pages().getAsInt())
                        : Optional.empty());
        try (InputStream in = Files.newInputStream(file.cleaned.file())) {
            Binary bytes = content.getSession().getValueFactory().createBinary(in);
            content.setProperty("jcr:data", bytes);
            bytes.dispose();
        }
    }

    private static void set(Node node, String property, Optional<Integer> value) throws RepositoryException {
        if (value.isPresent()) {
            node.setProperty(property, value.get().longValue());
        } else if (node.hasProperty(property)) {
            node.getProperty(property).remove();
        }
    }

    private void note(Node node, String property, Caller caller) throws RepositoryException {
        node.setProperty(property, now());
        node.setProperty(property + "By", caller.name());
    }

    private Calendar now() {
        Calendar now = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        now.setTimeInMillis(clock.millis());
        return now;
    }
}
