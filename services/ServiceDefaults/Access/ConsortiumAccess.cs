using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Ledger.ServiceDefaults.Access;

/// <summary>The token names exactly one consortium, and the address names the same one or none.</summary>
public sealed class ConsortiumRequirement : IAuthorizationRequirement;

internal sealed class ConsortiumAccess(IHttpContextAccessor accessor) : AuthorizationHandler<ConsortiumRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ConsortiumRequirement requirement)
    {
        var caller = context.User.TryCaller();
        var asked = accessor.HttpContext?.Request.RouteValues["consortium"] as string;
        if (caller is null) context.Fail(new AuthorizationFailureReason(this, "token.incomplete"));
        else if (asked is not null && asked != caller.Consortium) context.Fail(new AuthorizationFailureReason(this, "consortium.foreign"));
        else context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
