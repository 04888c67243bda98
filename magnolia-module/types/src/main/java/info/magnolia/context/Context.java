package info.magnolia.context;

import info.magnolia.cms.security.User;
import java.util.Locale;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

public interface Context extends info.magnolia.commands.chain.Context {

    User getUser();

    Locale getLocale();

    Session getJCRSession(String workspaceName) throws RepositoryException;
}
