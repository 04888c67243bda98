package org.heliograph.cms.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/**
 * Answers {@code /.rest/template-annotations/v1/<path>} with what the page editor has to know of a page, area or component
 * and all that is in it, by path.
 */
public final class TemplateAnnotationsServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final String PAGES = "website";
    private static final List<Locale> LABELS = List.of(Locale.ENGLISH, Locale.CHINESE);

    private final transient ReadModel readModel;
    private final transient View view;
    private final transient Supplier<Definitions> definitions;

    /**
     * @param readModel holds the content
     * @param view the state of the content that is shown
     * @param definitions that hold
     */
    public TemplateAnnotationsServlet(ReadModel readModel, View view, Supplier<Definitions> definitions) {
        this.readModel = readModel;
        this.view = view;
        this.definitions = definitions;
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = WholeAnswer.askedFor(request);
        response.addHeader("Vary", "Accept-Language");
        WholeAnswer.send(request, response, annotations(path, labels(request)));
    }

    private Map<String, String> annotations(String path, Locale labels) {
        String place = "/" + path.replaceFirst("/$", "");
        Definitions now = definitions.get();
        try (Snapshot snapshot = readModel.acquire()) {
            NodeSnapshot root = snapshot.byPath(view, PAGES, place)
                    .orElseThrow(() -> RestException.notFound("Node with path '" + path + "' cannot be found."));
            // As Magnolia has it, whoever may ask sees all of it: it holds no content.
            PageAreas areas = new PageAreas(now, snapshot, view, PAGES, node -> true);
            return new TemplateAnnotations(PAGES, areas, now, labels).below(root);
        } catch (IndexBehindException e) {
            throw RestException.unavailable(e.getMessage(), DeliveryServlet.RETRY_AFTER);
        }
    }

    /** Labels are for editors, so their language has nothing to do with that of the page. */
    private static Locale labels(HttpServletRequest request) {
        String accepted =
                Optional.ofNullable(request.getHeader("Accept-Language")).orElse("");
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(accepted), LABELS))
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
