using Ledger.Identity.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Identity.People;

/// <summary>Checks sign-in names and passwords, and who may act right now.</summary>
public sealed class SignIns(IdentityStore store, IPasswordHasher<Person> hasher, TimeProvider clock, ILogger<SignIns> log)
{
    // Verified when the name is unknown, so that the time to answer does not tell which names exist.
    private static readonly Lazy<string> Decoy = new(() => Passwords.Hasher().HashPassword(null!, Guid.NewGuid().ToString()));

    /// <summary>
    /// The person, or null for an unknown name, a wrong password, a locked name or a person who may not act; the caller cannot
    /// tell which, and neither can whoever guesses. Every answer is logged; an unknown name is not, people type passwords there.
    /// </summary>
    public async Task<Person?> CheckAsync(string name, string password, CancellationToken ct)
    {
        var subject = name.Trim().ToLowerInvariant();
        var strategy = store.Database.CreateExecutionStrategy();
        return await strategy.ExecuteAsync(ct, async token =>
        {
            store.ChangeTracker.Clear();
            await using var transaction = await store.Database.BeginTransactionAsync(token);

            // The row lock makes guesses at one name wait for each other: a burst cannot outrun the count.
            var person = await store.People
                .FromSql($"select * from identity.people where subject = {subject} for update")
                .SingleOrDefaultAsync(token);
            var accepted = await DecideAsync(person, password, token);
            await transaction.CommitAsync(token);
            return accepted ? person : null;
        });
    }

    /// <summary>The person behind a cookie, code or refresh token, if the person may still act and the password is the same.</summary>
    public async Task<Person?> FindActiveAsync(string? subject, string? stamp, CancellationToken ct)
    {
        if (subject is null || !Guid.TryParse(stamp, out var expected))
        {
            return null;
        }

        var person = await store.People.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Subject == subject, ct);
        return person is not null && person.Stamp == expected && person.IsActive(clock.GetUtcNow()) ? person : null;
    }

    private async Task<bool> DecideAsync(Person? person, string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (person is null)
        {
            hasher.VerifyHashedPassword(null!, Decoy.Value, password);
            log.LogWarning("Sign-in refused: unknown name");
            return false;
        }

        var verdict = hasher.VerifyHashedPassword(person, person.PasswordHash, password);
        if (person.LockedUntil > now)
        {
            log.LogWarning("Sign-in of {Subject} refused: locked until {LockedUntil}", person.Subject, person.LockedUntil);
            return false;
        }

        if (verdict == PasswordVerificationResult.Failed)
        {
            person.Failures = Math.Min(person.Failures + 1, 1000);
            person.LockedUntil = Lockout.After(person.Failures) is { } length ? now + length : null;
            await store.SaveChangesAsync(ct);
            log.LogWarning("Sign-in of {Subject} refused: wrong password, {Failures} in a row", person.Subject, person.Failures);
            return false;
        }

        if (!person.IsActive(now))
        {
            log.LogWarning("Sign-in of {Subject} refused: disabled or outside its validity", person.Subject);
            return false;
        }

        person.Failures = 0;
        person.LockedUntil = null;
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            person.PasswordHash = hasher.HashPassword(person, password);
        }

        await store.SaveChangesAsync(ct);
        log.LogInformation("Sign-in of {Subject} accepted", person.Subject);
        return true;
    }
}
