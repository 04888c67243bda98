package org.heliograph.cms.media;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Signatures;
import org.heliograph.cms.web.EntityTag;

/** Assets, put together: what is uploaded, how it is edited, and what serves it. */
public final class Media {

    /** Of renditions on disk. */
    private static final long MOST_RENDITION_BYTES = 1_000_000_000;

    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;
    private final Renditions renditions;
    private final RenditionSignatures signatures;
    private final Uploads uploads;
    private final AssetDetails details;

    /**
     * @param directory for renditions, files on their way, and the key that signs addresses
     * @param definitions the current ones, at each call
     * @throws IOException if the directory cannot be used
     */
    public Media(ContentRepository repository, Path directory, Supplier<Definitions> definitions, Clock clock)
            throws IOException {
        this.repository = repository;
        this.definitions = definitions;
        Path kept = Files.createDirectories(directory.resolve("renditions"));
        Path temporary = Files.createDirectories(directory.resolve("temporary")).toAbsolutePath();
        clear(temporary);
        DecodingBudget budget = new DecodingBudget();
        PictureDecoder decoder = new PictureDecoder(budget);
        Pdf pdf = new Pdf(temporary, budget);
        RenditionStore store = new RenditionStore(kept, temporary, MOST_RENDITION_BYTES, clock);
        this.renditions = new Renditions(store, decoder, budget, pdf, temporary);
        this.signatures = new RenditionSignatures(Signatures.open(directory.resolve("key")));
        this.details = new AssetDetails(repository, definitions, clock);
        this.uploads = new Uploads(repository, new Intake(decoder, pdf), temporary, clock);
    }

    /** What a process that was killed has left there. */
    private static void clear(Path temporary) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, Files::isRegularFile)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** Serves files, below {@code /dam} or wherever it is put. */
    public HttpServlet files(View view) {
        return new DamServlet(repository, view);
    }

    /** Serves renditions, below {@code /.imaging} or wherever it is put. */
    public HttpServlet renditions(View view) {
        return new ImagingServlet(new AssetFiles(repository, view), view, renditions, signatures, definitions);
    }

    /**
     * Sends the file of an asset as it is worked on, to nobody who may keep it.
     *
     * @param assetId whose file the caller may see, which whoever calls this has found out
     * @return false if there is none
     * @throws IOException if it cannot be read or sent
     * @throws RepositoryException if it cannot be found out
     */
    public boolean sendWorking(String assetId, HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        Optional<AssetFile> found = new AssetFiles(repository, View.WORKING).byId(assetId);
        if (found.isEmpty()) {
            return false;
        }
        try (AssetFile file = found.get()) {
            new FileAnswer(
                            file.mimeType(),
                            file.size(),
                            new EntityTag(file.identity()),
                            file.modified(),
                            "private, no-store",
                            Optional.of(file.fileName()))
                    .send(request, response, file::open);
        }
        return true;
    }

    /** What editors say about assets. */
    public AssetDetails details() {
        return details;
    }

    /** Takes files. */
    public Uploads uploads() {
        return uploads;
    }

    /**
     * What has to stand between {@code /.imaging} and {@code /dam} in the address of a rendition of any size.
     *
     * @param assetId identifier of the asset
     */
    public String signed(RenditionSpec spec, String assetId) {
        return "/signed/" + spec.text() + "/" + signatures.sign(spec, assetId);
    }
}
