using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.ServiceDefaults.Access;

/// <summary>
/// Trusts access tokens of the configured OpenID Connect issuer, found by discovery. No endpoint is open unless it says so;
/// each role is a policy of its own name.
/// </summary>
internal static class AccessSetup
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void AddLedgerAccess(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthorizationHandler, ConsortiumAccess>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessProblems>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration["Identity:Issuer"]
                ?? throw new InvalidOperationException("Identity:Issuer is not set.");
            options.Audience = configuration["Identity:Audience"] ?? "ledger";
            options.RequireHttpsMetadata = !environment.IsDevelopment();
            options.MapInboundClaims = false;
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];
            options.TokenValidationParameters.ClockSkew = ClockSkew;
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.RoleClaimType = Claims.Role;
        });
        services.AddAuthorization(options =>
        {
            options.DefaultPolicy = Policy().Build();
            options.FallbackPolicy = options.DefaultPolicy;
            foreach (var role in Roles.All) options.AddPolicy(role, Policy().RequireRole(role).Build());
        });
    }

    private static AuthorizationPolicyBuilder Policy() =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new ConsortiumRequirement());

    /// <summary>Answers refused access with problem details instead of an empty body.</summary>
    private sealed class AccessProblems : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler _default = new();

        public async Task HandleAsync(
            RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
            {
                await next(context);
            }
            else if (authorizeResult.Challenged)
            {
                // Keeps the WWW-Authenticate header of the bearer scheme, then says the same in the body.
                await _default.HandleAsync(next, context, policy, authorizeResult);
                await Problem.From(RequestRefused.TokenMissing().Problem).ExecuteAsync(context);
            }
            else
            {
                var reason = authorizeResult.AuthorizationFailure?.FailureReasons.FirstOrDefault()?.Message;
                await Problem.From(RequestRefused.Forbidden(reason).Problem).ExecuteAsync(context);
            }
        }
    }
}
