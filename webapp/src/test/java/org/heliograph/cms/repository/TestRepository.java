package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.commons.cnd.ParseException;
import org.apache.jackrabbit.core.RepositoryImpl;
import org.apache.jackrabbit.core.config.RepositoryConfig;

/** A real Jackrabbit in a temporary directory, with Magnolia's node types and without a query index. */
final class TestRepository implements AutoCloseable {

    private static final String OE_TYPES = """
            <oe = 'https://energy.example/jcr/oe/1.0'>
            <mgnl = 'http://www.magnolia.info/jcr/mgnl'>
            [oe:product] > mgnl:content orderable
            [oe:topic] > mgnl:content orderable
            [oe:specSheet] > mgnl:contentNode orderable
            """;

    private final RepositoryImpl repository;

    private TestRepository(RepositoryImpl repository) {
        this.repository = repository;
    }

    /** Opens an empty repository in {@code directory} that has {@code workspaces} besides {@code default}. */
    static TestRepository open(Path directory, String... workspaces)
            throws RepositoryException, IOException, ParseException {
        try (InputStream configuration = TestRepository.class.getResourceAsStream("test-repository.xml")) {
            RepositoryImpl repository =
                    RepositoryImpl.create(RepositoryConfig.create(configuration, directory.toString()));
            TestRepository opened = new TestRepository(repository);
            opened.prepare(workspaces);
            return opened;
        }
    }

    /** A session with all rights; the caller logs it out. */
    Session login(String workspace) throws RepositoryException {
        return repository.login(new SimpleCredentials("admin", "admin".toCharArray()), workspace);
    }

    @Override
    public void close() {
        repository.shutdown();
    }

    private void prepare(String... workspaces) throws RepositoryException, IOException, ParseException {
        Session session = login("default");
        try (Reader magnolia = new InputStreamReader(
                        TestRepository.class.getResourceAsStream("magnolia.cnd"), StandardCharsets.UTF_8);
                Reader oracle = new StringReader(OE_TYPES)) {
            CndImporter.registerNodeTypes(magnolia, session);
            CndImporter.registerNodeTypes(oracle, session);
            for (String workspace : workspaces) {
                session.getWorkspace().createWorkspace(workspace);
            }
        } finally {
            session.logout();
        }
    }
}
