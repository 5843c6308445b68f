using Ledger.Portal;
using Ledger.Portal.Settings;

try
{
    await using var app = PortalApplication.Create(WebApplication.CreateBuilder(args));
    await app.RunAsync();
    return 0;
}
catch (SettingsException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
