using Ledger.Identity;
using Ledger.Identity.Settings;
using Ledger.Identity.Store;

// Verbs: none runs the provider, `migrate` brings the database to this build's schema and exits.
try
{
    if (args is ["migrate", ..])
    {
        await Migrator.RunAsync(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[1..]).Build());
        return 0;
    }

    await using var app = IdentityApplication.Create(WebApplication.CreateBuilder(args));
    await IdentityApplication.RunAsync(app);
    return 0;
}
catch (SettingsException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
catch (StoreUnavailableException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 3;
}
