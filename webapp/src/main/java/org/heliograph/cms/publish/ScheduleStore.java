package org.heliograph.cms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.cms.repository.ContentRepository;

/** Schedules in the repository, a node each. */
final class ScheduleStore {

    private static final String FOLDER = "schedule";
    private static final String TYPE = "nt:unstructured";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ContentRepository repository;

    ScheduleStore(ContentRepository repository) {
        this.repository = repository;
    }

    List<Schedule> load() throws RepositoryException {
        return repository.read(ContentRepository.INTERNAL, session -> {
            List<Schedule> schedules = new ArrayList<>();
            if (session.getRootNode().hasNode(FOLDER)) {
                for (NodeIterator each = session.getRootNode().getNode(FOLDER).getNodes(); each.hasNext(); ) {
                    schedules.add(read(each.nextNode()));
                }
            }
            return schedules;
        });
    }

    /** Stores one, and takes others away. */
    void store(Schedule schedule, Collection<String> forgotten) throws RepositoryException {
        repository.write(ContentRepository.INTERNAL, session -> {
            Node folder = folder(session);
            write(
                    folder.hasNode(schedule.id()) ? folder.getNode(schedule.id()) : folder.addNode(schedule.id(), TYPE),
                    schedule);
            for (String id : forgotten) {
                if (folder.hasNode(id)) {
                    folder.getNode(id).remove();
                }
            }
            return true;
        });
    }

    private static Node folder(Session session) throws RepositoryException {
        Node root = session.getRootNode();
        return root.hasNode(FOLDER) ? root.getNode(FOLDER) : root.addNode(FOLDER, TYPE);
    }

    private static void write(Node node, Schedule schedule) throws RepositoryException {
        Schedule.Action action = schedule.action();
        node.setProperty("publishes", action.publishes());
        node.setProperty(
                "languages",
                action.languages().stream().map(Locale::toLanguageTag).toArray(String[]::new));
        node.setProperty("withBelow", action.withBelow());
        node.setProperty("withParents", action.withParents());
        node.setProperty("references", action.references().name());
        node.setProperty(
                "items", schedule.items().stream().map(ItemId::toString).toArray(String[]::new));
        node.setProperty("at", calendar(schedule.at()));
        node.setProperty("zone", schedule.zone().getId());
        node.setProperty("by", schedule.by());
        node.setProperty("status", schedule.status().name());
        if (schedule.finished().isPresent()) {
            node.setProperty("finished", calendar(schedule.finished().get()));
        }
        node.setProperty(
                "obstacles",
                schedule.obstacles().stream().map(ScheduleStore::text).toArray(String[]::new));
    }

    private static Calendar calendar(Instant instant) {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(instant.toEpochMilli());
        return calendar;
    }

    private static String text(Obstacle obstacle) {
        try {
            return JSON.writeValueAsString(obstacle);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static Schedule read(Node node) throws RepositoryException {
        List<Obstacle> obstacles = new ArrayList<>();
        for (String text : texts(node, "obstacles")) {
            try {
                obstacles.add(JSON.readValue(text, Obstacle.class));
            } catch (JsonProcessingException e) {
                throw new RepositoryException("The schedule " + node.getPath() + " is damaged", e);
            }
        }
        Set<Locale> languages = texts(node, "languages").stream()
                .map(Locale::forLanguageTag)
                .collect(Collectors.toCollection(
                        () -> new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()))));
        return new Schedule(
                node.getName(),
                new Schedule.Action(
                        node.getProperty("publishes").getBoolean(),
                        languages,
                        node.getProperty("withBelow").getBoolean(),
                        node.getProperty("withParents").getBoolean(),
                        PublishRequest.References.valueOf(
                                node.getProperty("references").getString())),
                texts(node, "items").stream().map(ItemId::parse).toList(),
                node.getProperty("at").getDate().toInstant(),
                ZoneId.of(node.getProperty("zone").getString()),
                node.getProperty("by").getString(),
                Schedule.Status.valueOf(node.getProperty("status").getString()),
                node.hasProperty("finished")
                        ? Optional.of(node.getProperty("finished").getDate().toInstant())
                        : Optional.empty(),
                List.copyOf(obstacles));
    }

    private static List<String> texts(Node node, String property) throws RepositoryException {
        List<String> texts = new ArrayList<>();
        for (Value value : node.getProperty(property).getValues()) {
            texts.add(value.getString());
        }
        return texts;
    }
}
