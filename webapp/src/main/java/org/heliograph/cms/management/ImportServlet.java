package org.heliograph.cms.management;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.ContentFileName;
import org.heliograph.cms.repository.ContentImport;
import org.heliograph.cms.repository.ContentImportException;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;

/**
 * {@code POST /.rest/import/v1?path=<parent>}: imports the content file of the multipart part {@code file}, whose name
 * selects the workspace. Answers 204; after any error nothing of the file is stored.
 */
public final class ImportServlet extends ManagementServlet {

    private static final long serialVersionUID = 1L;
    private static final int KEPT_IN_MEMORY = 256 * 1024;
    private static final long HEADERS = 64 * 1024;

    private final transient ContentRepository repository;
    private final transient Function<HttpServletRequest, Caller> caller;
    private final transient ContentImport.Limits limits;

    /**
     * Takes files within {@link ContentImport.Limits#DEFAULT}.
     *
     * @param caller tells who sends a request
     */
    public ImportServlet(ContentRepository repository, Function<HttpServletRequest, Caller> caller) {
        this(repository, caller, ContentImport.Limits.DEFAULT);
    }

    /** Takes files within limits of its own. */
    public ImportServlet(
            ContentRepository repository, Function<HttpServletRequest, Caller> caller, ContentImport.Limits limits) {
        this.repository = repository;
        this.caller = caller;
        this.limits = limits;
    }

    /** How the container has to take multipart bodies for this servlet; registered together with it. */
    public MultipartConfigElement multipart() {
        return new MultipartConfigElement("", limits.bytes(), limits.bytes() + HEADERS, KEPT_IN_MEMORY);
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, RepositoryException {
        if (!request.getMethod().equals("POST")) {
            throw RestException.methodNotAllowed(request.getMethod(), "POST");
        }
        if (!String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new RestException(415, "unknown", "Cannot consume content type");
        }
        // Before the container takes the body apart, so that it decodes file names rightly.
        request.setCharacterEncoding("UTF-8");
        Part file = file(request);
        try {
            importInto(parent(request), file, caller.apply(request).rights());
        } finally {
            file.delete();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static String parent(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("path"))
                .orElseThrow(() -> RestException.badRequest("Give the path of the parent node as ?path=/..."));
    }

    private Part file(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getPart("file"))
                    .filter(part -> part.getSubmittedFileName() != null)
                    .orElseThrow(() -> RestException.badRequest(
                            "Send the content file as the part named 'file', with its file name."));
        } catch (IllegalStateException e) {
            // The container says so of a body beyond the limits and of one that it cannot take apart alike.
            long length = request.getContentLengthLong();
            throw length >= 0 && length <= limits.bytes()
                    ? malformed()
                    : new RestException(413, "badRequest", "The file is larger than " + limits.bytes() + " bytes.");
        } catch (IOException | ServletException e) {
            throw malformed();
        }
    }

    private static RestException malformed() {
        return RestException.badRequest("The body is not the multipart form that its Content-Type promises.");
    }

    private void importInto(String parent, Part file, Rights rights) throws IOException, RepositoryException {
        try (InputStream content = file.getInputStream()) {
            ContentFileName name = ContentFileName.of(file.getSubmittedFileName());
            requireWriting(rights, name.workspace());
            repository.write(name.workspace(), session -> {
                new ContentImport(limits).below(session, parent, name, content);
                return name;
            });
        } catch (ContentImportException e) {
            throw RestException.badRequest(e.getMessage());
        }
    }

    /** A file may replace whatever is there. */
    private static void requireWriting(Rights rights, String workspace) {
        if (!rights.mayEverywhere(Set.of(Permission.ADD, Permission.CHANGE, Permission.REMOVE), workspace)) {
            throw new RestException(
                    403, "accessDenied", "Importing takes the right to write all of workspace " + workspace + ".");
        }
    }
}
