package org.heliograph.cms.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/**
 * Serves the files of assets at Magnolia's addresses: {@code jcr:<identifier>}, with any name behind it, and the path of the
 * asset, with or without an extension.
 */
public final class DamServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final String BY_ID = "/jcr:";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private final transient AssetFiles files;
    private final transient Audience audience;

    /** @param view the state that is served; working content only to those who may read it */
    public DamServlet(ContentRepository repository, View view) {
        this.files = new AssetFiles(repository, view);
        this.audience = new Audience(view);
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        Reading.require(request);
        audience.require(request, response);
        String address = Optional.ofNullable(request.getPathInfo()).orElse("/");
        try (AssetFile file = find(address)
                .filter(found -> audience.mayRead(request, found))
                .orElseThrow(() -> RestException.notFound("There is no asset at this address."))) {
            FileAnswer answer = new FileAnswer(
                    file.mimeType(),
                    file.size(),
                    new EntityTag(file.identity()),
                    file.modified(),
                    kept(address, file.modified()),
                    Optional.of(file.fileName()));
            answer.send(request, response, file::open);
        }
    }

    private Optional<AssetFile> find(String address) throws RepositoryException {
        if (address.startsWith(BY_ID)) {
            return files.byId(address.substring(BY_ID.length()).split("/", 2)[0]);
        }
        return files.byPath(address);
    }

    /** Magnolia's ten minutes where the name has an extension; a name that tells the state of the file holds for ever. */
    private String kept(String address, Instant modified) {
        if (!audience.isPublic()) {
            return "private, no-cache";
        }
        String name = address.substring(address.lastIndexOf('/') + 1);
        if (!name.contains(".")) {
            return "no-cache";
        }
        return name.contains("." + STAMP.format(modified) + ".")
                ? "public, max-age=31536000, immutable"
                : "public, max-age=600";
    }
}
