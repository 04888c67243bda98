package org.heliograph.moderation;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.host.Callers;

/**
 * The moderators' desk by REST, below {@value #PATH} of the host's REST address. GET changes nothing, and everything
 * else is POST. {@code GET openapi.json} tells what there is.
 */
@Path(ModerationResource.PATH)
public final class ModerationResource {

    /** Address below that of the host's REST interface. */
    public static final String PATH = "/messages/v1/moderation";

    private static final String BELOW = "{path: .*}";

    private final ModerationApi api;
    private final Callers callers;

    ModerationResource(ModerationApi api, Callers callers) {
        this.api = api;
        this.callers = callers;
    }

    /** Lists messages. */
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("GET", headers, uri, InputStream.nullInputStream());
    }

    /** Reads. */
    @GET
    @Path(BELOW)
    public Response get(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("GET", headers, uri, InputStream.nullInputStream());
    }

    /** Is refused: nothing is posted to the queue itself. */
    @POST
    public Response post(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("POST", headers, uri, InputStream.nullInputStream());
    }

    /** Acts. */
    @POST
    @Path(BELOW)
    public Response act(@Context HttpHeaders headers, @Context UriInfo uri, InputStream body) {
        return answer("POST", headers, uri, body);
    }

    /** Is refused. */
    @PUT
    @Path(BELOW)
    public Response put(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("PUT", headers, uri, InputStream.nullInputStream());
    }

    /** Is refused. */
    @PATCH
    @Path(BELOW)
    public Response patch(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("PATCH", headers, uri, InputStream.nullInputStream());
    }

    /** Is refused: messages are erased by POST, with a reason. */
    @DELETE
    @Path(BELOW)
    public Response delete(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("DELETE", headers, uri, InputStream.nullInputStream());
    }

    /** Is refused, at the queue itself. */
    @PUT
    public Response putQueue(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("PUT", headers, uri, InputStream.nullInputStream());
    }

    /** Is refused, at the queue itself. */
    @PATCH
    public Response patchQueue(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("PATCH", headers, uri, InputStream.nullInputStream());
    }

    /** Is refused, at the queue itself. */
    @DELETE
    public Response deleteQueue(@Context HttpHeaders headers, @Context UriInfo uri) {
        return answer("DELETE", headers, uri, InputStream.nullInputStream());
    }

    private Response answer(String method, HttpHeaders headers, UriInfo uri, InputStream body) {
        Locale language = Texts.accepted(header(headers, HttpHeaders.ACCEPT_LANGUAGE));
        Call call = new Call(
                callers.current(),
                language,
                method,
                path(uri),
                query(uri),
                header(headers, HttpHeaders.CONTENT_TYPE),
                header(headers, HttpHeaders.IF_MATCH),
                body);
        Answer answer = api.answer(call);
        Response.ResponseBuilder response = Response.status(answer.status())
                .header(HttpHeaders.CONTENT_TYPE, answer.type())
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .entity((StreamingOutput) answer.body()::writeTo);
        answer.headers().forEach(response::header);
        return response.build();
    }

    private static String header(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getHeaderString(name)).orElse("");
    }

    private static String path(UriInfo uri) {
        List<String> matched = uri.getPathParameters().getOrDefault("path", List.of());
        return matched.isEmpty() ? "" : matched.get(0);
    }

    private static Map<String, List<String>> query(UriInfo uri) {
        return new HashMap<>(uri.getQueryParameters());
    }
}
