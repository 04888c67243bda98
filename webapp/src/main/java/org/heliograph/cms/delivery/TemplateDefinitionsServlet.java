package org.heliograph.cms.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.web.RestServlet;

/**
 * Answers {@code /.rest/template-definitions/v1/<id>} with a template and those of the components that may stand in its
 * areas. Front ends of old ask it; newer ones ask {@link TemplateAnnotationsServlet}.
 */
public final class TemplateDefinitionsServlet extends RestServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Definitions> definitions;

    /** @param definitions that hold */
    public TemplateDefinitionsServlet(Supplier<Definitions> definitions) {
        this.definitions = definitions;
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WholeAnswer.send(request, response, TemplateTrees.of(definitions.get(), WholeAnswer.askedFor(request)));
    }
}
