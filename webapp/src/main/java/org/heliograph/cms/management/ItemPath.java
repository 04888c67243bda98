package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.web.RestException;

/**
 * Which item a request means: {@code /<workspace>/<path>} below the servlet.
 *
 * @param workspace first part
 * @param path absolute JCR path, {@code /} for the root
 */
record ItemPath(String workspace, String path) {

    private static final String SYSTEM = "/jcr:system";

    /** @throws RestException 404 if no workspace is given or it is the host's own, 400 if the rest cannot be a path */
    static ItemPath of(HttpServletRequest request) {
        String below = Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("/$", "");
        if (below.length() < 2) {
            throw RestException.notFound("Could not find resource for full path: " + request.getRequestURL());
        }
        int slash = below.indexOf('/', 1);
        String path = slash < 0 ? "/" : below.substring(slash);
        Optional<String> fault = JcrNames.pathFault(path);
        if (fault.isPresent()) {
            throw RestException.badRequest("The path '" + path + "' " + fault.get() + ".");
        }
        String workspace = slash < 0 ? below.substring(1) : below.substring(1, slash);
        if (ContentRepository.isOwn(workspace)) {
            throw new RestException(404, "noSuchWorkspace", "There is no workspace " + workspace);
        }
        return new ItemPath(workspace, path);
    }

    /** This path, if writing to it is not writing to the repository's own nodes. */
    ItemPath writable() {
        if (path.equals(SYSTEM) || path.startsWith(SYSTEM + "/")) {
            throw RestException.badRequest("The repository keeps " + SYSTEM + " by itself.");
        }
        return this;
    }

    /** The absolute path of a child. */
    String child(String name) {
        return path.equals("/") ? "/" + name : path + "/" + name;
    }
}
