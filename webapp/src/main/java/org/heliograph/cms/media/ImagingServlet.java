package org.heliograph.cms.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.ProblemException;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/**
 * Serves renditions at Magnolia's addresses, {@code mte/<theme>/<variation>/dam<path>/jcr:content/<file>} and {@code
 * default/dam<path>/jcr:content.<ext>}, and any other size at {@code signed/<spec>/<signature>/dam<path>/...}. What may be
 * asked for is finite: variations are named by the theme, and all else has to be signed.
 */
public final class ImagingServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final String WORKSPACE = "/dam/";
    private static final String CONTENT = "/" + AssetFiles.CONTENT;

    private final transient AssetFiles files;
    private final transient Audience audience;
    private final transient Renditions renditions;
    private final transient RenditionSignatures signatures;
    private final transient Supplier<Definitions> definitions;

    ImagingServlet(
            AssetFiles files,
            View view,
            Renditions renditions,
            RenditionSignatures signatures,
            Supplier<Definitions> definitions) {
        this.files = files;
        this.audience = new Audience(view);
        this.renditions = renditions;
        this.signatures = signatures;
        this.definitions = definitions;
    }

    /** @param generator what stands before the path of the asset */
    private record Address(String generator, String assetPath) {

        static Optional<Address> of(String address) {
            int workspace = address.indexOf(WORKSPACE);
            int content = address.lastIndexOf(CONTENT);
            return workspace <= 0 || content < workspace + WORKSPACE.length()
                    ? Optional.empty()
                    : Optional.of(new Address(
                            address.substring(1, workspace),
                            address.substring(workspace + WORKSPACE.length() - 1, content)));
        }
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        Reading.require(request);
        audience.require(request, response);
        Address address = Address.of(Optional.ofNullable(request.getPathInfo()).orElse(""))
                .orElseThrow(ImagingServlet::nothing);
        try (AssetFile file = files.byPath(address.assetPath())
                .filter(found -> found.path().equals(address.assetPath()) && audience.mayRead(request, found))
                .orElseThrow(ImagingServlet::nothing)) {
            RenditionSpec spec = spec(address.generator(), file).orElseThrow(ImagingServlet::nothing);
            send(request, response, file, spec);
        }
    }

    private static RestException nothing() {
        return RestException.notFound("There is no rendition at this address.");
    }

    private Optional<RenditionSpec> spec(String generator, AssetFile file) {
        String[] steps = generator.split("/", -1);
        if (steps[0].equals("default") && steps.length == 1) {
            return Optional.of(RenditionSpec.DEFAULT);
        }
        if (steps[0].equals("mte") && steps.length == 3) {
            return Theme.find(definitions.get(), steps[1])
                    .map(theme -> theme.variations().getOrDefault(steps[2], RenditionSpec.DEFAULT));
        }
        return steps[0].equals("signed") && steps.length == 3
                ? RenditionSpec.parse(steps[1]).filter(spec -> signatures.isSigned(spec, file.id(), steps[2]))
                : Optional.empty();
    }

    private void send(HttpServletRequest request, HttpServletResponse response, AssetFile file, RenditionSpec spec)
            throws IOException {
        Renditions.Rendition rendition = rendition(request, file, spec);
        if (spec.format().isEmpty()) {
            response.addHeader("Vary", "Accept");
        }
        FileAnswer answer = new FileAnswer(
                rendition.format().mimeType(),
                Files.size(rendition.file()),
                new EntityTag(rendition.key().substring(0, 32)),
                file.modified(),
                audience.isPublic() ? "public, max-age=600" : "private, no-cache",
                Optional.empty());
        answer.send(request, response, () -> Files.newInputStream(rendition.file()));
    }

    private Renditions.Rendition rendition(HttpServletRequest request, AssetFile file, RenditionSpec spec)
            throws IOException {
        try {
            return renditions.of(file, spec, takesWebP(request)).orElseThrow(ImagingServlet::nothing);
        } catch (ProblemException e) {
            throw new RestException(422, "unknown", "The file of this asset cannot be read as a picture.");
        }
    }

    private static boolean takesWebP(HttpServletRequest request) {
        for (Enumeration<String> accepted = request.getHeaders("Accept"); accepted.hasMoreElements(); ) {
            for (String range : accepted.nextElement().toLowerCase(Locale.ROOT).split(",")) {
                if (range.strip().startsWith("image/webp") && !range.matches(".*;\\s*q=0(\\.0*)?\\s*")) {
                    return true;
                }
            }
        }
        return false;
    }
}
