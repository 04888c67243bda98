package org.heliograph.cms.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.View;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.Obstacle;
import org.heliograph.cms.publish.PublishRequest;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.publish.UnpublishRequest;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.RestException;

/**
 * {@code POST /.rest/commands/v2/<catalogue>/<command>}, with the two commands that Magnolia enables: {@code
 * website/activate} publishes an item in all languages, or takes back and removes one that is marked as deleted; {@code
 * markAsDeleted} marks one. The body names {@code repository}, {@code path} and {@code recursive}.
 */
public final class CommandsServlet extends ManagementServlet {

    private static final long serialVersionUID = 1L;
    private static final String ACTIVATE = "/website/activate";
    private static final String MARK_AS_DELETED = "/markAsDeleted";
    private static final String DELETED = "mgnl:deleted";
    private static final int MOST_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final transient ContentRepository repository;
    private final transient Publishing publishing;
    private final boolean publishes;
    private final transient Function<HttpServletRequest, Caller> caller;

    /**
     * @param publishes whether there are readers of what is published; an author instance has none, and no such command
     * @param caller tells who sends a request
     */
    public CommandsServlet(
            ContentRepository repository,
            Publishing publishing,
            boolean publishes,
            Function<HttpServletRequest, Caller> caller) {
        this.publishes = publishes;
        this.repository = repository;
        this.publishing = publishing;
        this.caller = caller;
    }

    /** What a command is to work on. */
    private record Target(String workspace, String path, ItemId item) {}

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, RepositoryException {
        if (!request.getMethod().equals("POST")) {
            throw RestException.methodNotAllowed(request.getMethod(), "POST");
        }
        String command = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (!command.equals(ACTIVATE) && !command.equals(MARK_AS_DELETED)) {
            throw new RestException(403, "accessDenied", "There is no such command, or it is not enabled.");
        }
        JsonNode body = body(request);
        Caller sender = caller.apply(request);
        requireRight(command, body, sender);
        if (command.equals(ACTIVATE) && !publishes) {
            throw Refusal.notFound();
        }
        Optional<Target> target = target(body, sender);
        if (target.isEmpty()) {
            fail(response, 404, body.path("path").asText());
            return;
        }
        try {
            if (command.equals(ACTIVATE)) {
                activate(target.get(), body.path("recursive").asBoolean(), sender);
            } else {
                markAsDeleted(target.get(), sender);
            }
            send(response, 200, Map.of("success", true));
        } catch (NotPublishedException e) {
            refuse(response, target.get(), e);
        }
    }

    /** Whether anything is there is told to those only who may do it. */
    private static void requireRight(String command, JsonNode body, Caller sender) {
        Permission needed = command.equals(ACTIVATE) ? Permission.PUBLISH : Permission.REMOVE;
        if (!sender.rights()
                .may(needed, body.path("repository").asText(), body.path("path").asText())) {
            throw new RestException(403, "accessDenied", "Your roles do not allow this.");
        }
    }

    private static JsonNode body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new RestException(413, "badRequest", "The body is larger than " + MOST_BYTES + " bytes.");
        }
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw RestException.badRequest("Not JSON: " + e.getOriginalMessage());
        }
        throw RestException.badRequest("Send a JSON object with repository and path.");
    }

    private Optional<Target> target(JsonNode body, Caller sender) throws RepositoryException {
        String workspace = body.path("repository").asText();
        String path = body.path("path").asText();
        if (JcrNames.pathFault(path).isPresent() || !sender.rights().mayRead(workspace, path)) {
            return Optional.empty();
        }
        return publishing.at(View.WORKING, workspace, path).map(item -> new Target(workspace, path, item));
    }

    private void activate(Target target, boolean recursive, Caller sender)
            throws NotPublishedException, RepositoryException {
        boolean deleted = repository.read(
                target.workspace(),
                session -> session.getNodeByIdentifier(target.item().id()).isNodeType(DELETED));
        if (!deleted) {
            publishing
                    .publish(
                            sender,
                            new PublishRequest(
                                    List.of(target.item()),
                                    Set.of(),
                                    recursive,
                                    false,
                                    PublishRequest.References.LEAVE,
                                    ""))
                    .execute();
            return;
        }
        requireRemoval(target, sender);
        try {
            publishing
                    .unpublish(sender, new UnpublishRequest(List.of(target.item()), Set.of(), true))
                    .execute();
        } catch (NotPublishedException e) {
            if (e.obstacles().stream().anyMatch(each -> !each.id().equals("publish-not-published"))) {
                throw e;
            }
        }
        repository.write(target.workspace(), session -> {
            session.getNodeByIdentifier(target.item().id()).remove();
            return target;
        });
    }

    private void requireRemoval(Target target, Caller sender) throws RepositoryException {
        repository.read(target.workspace(), session -> {
            Node node = session.getNodeByIdentifier(target.item().id());
            NodesServlet.requireRemoval(sender.rights(), target.workspace(), node);
            return target;
        });
    }

    private void markAsDeleted(Target target, Caller sender) throws RepositoryException {
        requireRemoval(target, sender);
        repository.write(target.workspace(), session -> {
            mark(session.getNodeByIdentifier(target.item().id()), sender.name());
            return target;
        });
    }

    private static void mark(Node node, String user) throws RepositoryException {
        if (ItemNode.isItem(node)) {
            node.addMixin(DELETED);
            node.setProperty("mgnl:deleted", Calendar.getInstance(TimeZone.getTimeZone("UTC")));
            node.setProperty("mgnl:deletedBy", user);
        }
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            mark(each.nextNode(), user);
        }
    }

    private static void refuse(HttpServletResponse response, Target target, NotPublishedException refused)
            throws IOException {
        boolean onlyRights =
                refused.obstacles().stream().allMatch(each -> each.id().endsWith("-not-allowed"));
        if (onlyRights) {
            throw new RestException(403, "accessDenied", "Your roles do not allow this on " + target.path() + ".");
        }
        fail(
                response,
                409,
                refused.obstacles().stream().map(CommandsServlet::text).collect(Collectors.joining(" ")));
    }

    private static String text(Obstacle obstacle) {
        return obstacle.workspace() + ":" + obstacle.path() + obstacle.field() + " " + obstacle.id();
    }

    private static void fail(HttpServletResponse response, int status, String message) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("exceptionMessage", message);
        send(response, status, body);
    }

    private static void send(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        JSON.writeValue(response.getOutputStream(), body);
    }
}
