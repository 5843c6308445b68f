namespace Ledger.Identity;

/// <summary>Every limit and lifetime of the provider, in one place.</summary>
public static class Limits
{
    /// <summary>Life of an access token and of an id token: how long a removed right can still be used.</summary>
    public static readonly TimeSpan AccessTokenLife = TimeSpan.FromMinutes(15);

    /// <summary>Life of an authorization code (RFC 6749 section 4.1.2 recommends ten minutes at most).</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(1);

    /// <summary>A chain of refresh tokens ends this long after the sign-in, however often it is renewed: one working day.</summary>
    public static readonly TimeSpan RefreshLife = TimeSpan.FromHours(10);

    /// <summary>A refresh token may be sent again this long after its use, for a client whose answer got lost on the way.</summary>
    public static readonly TimeSpan RefreshReuseLeeway = TimeSpan.FromSeconds(10);

    /// <summary>Life of the browser's sign-in after its last use.</summary>
    public static readonly TimeSpan BrowserSession = TimeSpan.FromMinutes(30);

    /// <summary>Wrong passwords in a row before a sign-in name is locked.</summary>
    public const int FailuresBeforeLock = 5;

    /// <summary>First lock; every further failure doubles it up to <see cref="LongestLock"/>.</summary>
    public static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(1);

    /// <summary>Longest lock of a sign-in name: long enough against guessing, short enough not to shut a person out for a day.</summary>
    public static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>Failed sign-ins that one client address may cause within <see cref="FailureWindow"/>, over all names.</summary>
    public const int FailuresPerAddress = 50;

    /// <summary>Window of <see cref="FailuresPerAddress"/>.</summary>
    public static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(5);

    /// <summary>Requests that one client address may send within <see cref="RequestWindow"/>.</summary>
    public const int RequestsPerAddress = 3000;

    /// <summary>Window of <see cref="RequestsPerAddress"/>.</summary>
    public static readonly TimeSpan RequestWindow = TimeSpan.FromMinutes(1);

    /// <summary>Largest request body, bytes: forms and token requests only.</summary>
    public const int RequestBodyBytes = 64 << 10;

    /// <summary>Longest sign-in name, characters.</summary>
    public const int NameLength = 130;

    /// <summary>Longest password, characters.</summary>
    public const int PasswordLength = 256;

    /// <summary>Shortest seeded password, characters.</summary>
    public const int ShortestPassword = 8;

    /// <summary>PBKDF2-HMAC-SHA512 rounds (OWASP Password Storage Cheat Sheet: 210,000).</summary>
    public const int PasswordRounds = 210_000;

    /// <summary>Longest return address that the sign-in page carries, characters.</summary>
    public const int ReturnAddressLength = 4096;

    /// <summary>Largest seed file, bytes.</summary>
    public const int SeedFileBytes = 16 << 20;

    /// <summary>People in one seed file.</summary>
    public const int SeedPeople = 1000;

    /// <summary>Longest time that seeding may take.</summary>
    public static readonly TimeSpan SeedTime = TimeSpan.FromMinutes(10);

    /// <summary>Roles of one person.</summary>
    public const int RolesPerPerson = 7;

    /// <summary>Deepest nesting of a seed file.</summary>
    public const int SeedDepth = 64;

    /// <summary>Smallest RSA signing key, bits (NIST SP 800-131A).</summary>
    public const int RsaBits = 2048;

    /// <summary>How often a provider looks whether the one that makes the key of Development is done.</summary>
    public const int KeyTurns = 100;

    /// <summary>Time between two looks.</summary>
    public static TimeSpan KeyTurn { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait for a database connection, seconds, unless the connection string says otherwise.</summary>
    public const int ConnectSeconds = 5;

    /// <summary>Longest wait for a database command, seconds, unless the connection string says otherwise.</summary>
    public const int CommandSeconds = 10;

    /// <summary>How often a database command is tried again after a transient fault.</summary>
    public const int StoreRetries = 3;

    /// <summary>Longest pause between those tries.</summary>
    public static readonly TimeSpan StoreRetryPause = TimeSpan.FromSeconds(1);

    /// <summary>How long the readiness check waits for the database.</summary>
    public static readonly TimeSpan ReadinessWait = TimeSpan.FromSeconds(2);

    /// <summary>Used and expired tokens are kept this long, so that a replay is still recognised, and then removed.</summary>
    public static readonly TimeSpan TokenRetention = TimeSpan.FromHours(24);

    /// <summary>Pause between removals of old tokens.</summary>
    public static readonly TimeSpan PruningInterval = TimeSpan.FromHours(1);

    /// <summary>People on one page of the names of a consortium.</summary>
    public const int NamesPage = 500;
}
