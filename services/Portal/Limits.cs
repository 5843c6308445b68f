namespace Ledger.Portal;

/// <summary>Every limit of the gateway, in one place.</summary>
public static class Limits
{
    /// <summary>Largest body of a command, bytes; as large as the services' own limit for JSON.</summary>
    public const long CommandBytes = 1 << 20;

    /// <summary>Largest evidence file, bytes; as large as the Contributions service's own limit.</summary>
    public const long EvidenceBytes = 10 << 20;

    /// <summary>Largest imported file, bytes; as large as the Contributions service's own limit.</summary>
    public const long ImportBytes = 64 << 20;

    /// <summary>Largest refused body that the gateway reads to its end, so that the client sees the refusal; a larger one is cut off.</summary>
    public const long DiscardedBytes = 128 << 20;

    /// <summary>Longest time from a command or query to its whole answer.</summary>
    public static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for an evidence or import file.</summary>
    public static readonly TimeSpan EvidenceTime = TimeSpan.FromMinutes(5);

    /// <summary>A service that is not connected to within this time counts as unreachable.</summary>
    public static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    /// <summary>Connections held to one instance of a service.</summary>
    public const int ConnectionsPerInstance = 256;

    /// <summary>Pause between health checks of each instance.</summary>
    public static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(5);

    /// <summary>Longest time that a health or readiness check may take.</summary>
    public static readonly TimeSpan HealthTime = TimeSpan.FromSeconds(2);

    /// <summary>How long the start page shows the readiness it has seen: many readers cause one round of checks.</summary>
    public static readonly TimeSpan StatusAge = TimeSpan.FromSeconds(2);

    /// <summary>Requests per second that one client (address and token) may send in the long run.</summary>
    public const int ClientRate = 500;

    /// <summary>Requests that one client may send at once.</summary>
    public const int ClientBurst = 1000;

    /// <summary>Requests per second from one address in the long run, whatever tokens it shows.</summary>
    public const int AddressRate = 2000;

    /// <summary>Requests from one address at once.</summary>
    public const int AddressBurst = 4000;

    /// <summary>Largest OpenAPI document of a service, bytes.</summary>
    public const int DocumentBytes = 4 << 20;

    /// <summary>Reverse proxies that may stand one behind the other in front of the gateway.</summary>
    public const int Proxies = 2;

    /// <summary>How long somebody stays signed in without doing anything.</summary>
    public static readonly TimeSpan SessionTime = TimeSpan.FromHours(8);

    /// <summary>How long a chosen language is remembered.</summary>
    public static readonly TimeSpan LanguageTime = TimeSpan.FromDays(365);

    /// <summary>How long a browser is told which command was taken, so that it forgets the draft.</summary>
    public static readonly TimeSpan TakenTime = TimeSpan.FromMinutes(5);

    /// <summary>An access token is renewed when it ends sooner than this.</summary>
    public static readonly TimeSpan RenewalMargin = TimeSpan.FromSeconds(60);

    /// <summary>Longest time a page waits for one answer of a service.</summary>
    public static readonly TimeSpan PageTime = TimeSpan.FromSeconds(15);

    /// <summary>Largest answer of a service that a page reads, bytes.</summary>
    public const int AnswerBytes = 8 << 20;

    /// <summary>Things with forms of their own that one page shows.</summary>
    public const int Cards = 25;

    /// <summary>Most pages of a list that a page reads to draw a picture of all of it; beyond, it says that it shows a part.</summary>
    public const int ListPages = 50;

    /// <summary>Largest form with its files, bytes: one file to import, or several of evidence.</summary>
    public const long FormBytes = ImportBytes + CommandBytes;

    /// <summary>Most contributions that one page reads each by itself: for what it lacks, or who opened it.</summary>
    public const int ReadOneByOne = 50;

    /// <summary>Longest name of a case for which a regulator reads, characters; the services refuse a longer one.</summary>
    public const int CaseLength = 120;

    /// <summary>How long names of parties and people are shown before they are asked for again.</summary>
    public static readonly TimeSpan NamesAge = TimeSpan.FromMinutes(1);

    /// <summary>How long nobody's name is asked for where none was told.</summary>
    public static readonly TimeSpan NamesPause = TimeSpan.FromSeconds(5);

    /// <summary>Longest time that names are waited for.</summary>
    public static readonly TimeSpan NamesTime = TimeSpan.FromSeconds(2);

    /// <summary>Most pages of people's names that are read of one consortium; whoever is beyond is called by the id.</summary>
    public const int NamesPages = 10;

    /// <summary>Most consortia whose names are kept at a time.</summary>
    public const int NameBooks = 1_000;

    /// <summary>Most people that a page offers where an id is typed.</summary>
    public const int PeopleOffered = 200;

    /// <summary>Rows of a list on one page: with its pictures and everything a first visit loads it stays below 150 kB.</summary>
    public const int ListRows = 50;

    /// <summary>Events of a trail on one page.</summary>
    public const int TrailEvents = 40;

    /// <summary>Most events of a trail that are drawn in one picture; of more, those of the page and what they rest on.</summary>
    public const int TrailDrawn = 80;
}
