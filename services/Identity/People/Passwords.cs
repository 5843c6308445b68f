using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Ledger.Identity.People;

/// <summary>The one way passwords are hashed here.</summary>
public static class Passwords
{
    /// <summary>PBKDF2-HMAC-SHA512 with <see cref="Limits.PasswordRounds"/> rounds and a salt per hash.</summary>
    public static IPasswordHasher<Person> Hasher() =>
        new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = Limits.PasswordRounds }));
}
