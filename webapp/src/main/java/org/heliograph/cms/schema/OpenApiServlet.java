package org.heliograph.cms.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/**
 * Answers {@code /.rest/openapi.json}: a superuser sees all endpoints, everybody else those that answer everybody. Both
 * documents are made once for each load of the definitions, when they are first asked for.
 */
public final class OpenApiServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter JSON = new ObjectMapper()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

    private final String contextPath;
    private transient volatile State state;

    /** One load of the definitions and its documents, each made when it is first asked for. */
    private final class State {
        private final Definitions definitions;
        private volatile Optional<Document> forAll = Optional.empty();
        private volatile Optional<Document> forSuperuser = Optional.empty();

        State(Definitions definitions) {
            this.definitions = definitions;
        }

        Document document(boolean everything) {
            Optional<Document> made = everything ? forSuperuser : forAll;
            return made.orElseGet(() -> make(everything));
        }

        /** Two callers at once may both make it, and make the same. */
        private Document make(boolean everything) {
            Delivered delivered = everything ? Delivered.byAll(definitions) : Delivered.byPublic(definitions);
            Document document = Document.of(OpenApi.document(definitions, delivered, contextPath));
            if (everything) {
                forSuperuser = Optional.of(document);
            } else {
                forAll = Optional.of(document);
            }
            return document;
        }
    }

    /** @param json the bytes of the document */
    private record Document(byte[] json, EntityTag tag) {

        static Document of(ObjectNode tree) {
            try {
                byte[] json = JSON.writeValueAsBytes(tree);
                return new Document(json, EntityTag.of(List.of(json)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A tree in memory cannot be written", e);
            }
        }
    }

    /**
     * @param contextPath of this host, empty or with a leading slash
     * @param definitions to start with
     */
    public OpenApiServlet(String contextPath, Definitions definitions) {
        this.contextPath = contextPath;
        this.state = new State(definitions);
    }

    /** Describes other definitions from the next request on. */
    public void use(Definitions definitions) {
        state = new State(definitions);
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw RestException.methodNotAllowed(method, "HEAD, GET");
        }
        Document document = state.document(AccessFilter.callerOf(request).isSuperuser());
        response.setHeader("ETag", document.tag().toString());
        response.setHeader("Cache-Control", "no-cache");
        response.addHeader("Vary", "Authorization");
        if (document.tag().isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(document.json().length);
        response.getOutputStream().write(document.json());
    }
}
