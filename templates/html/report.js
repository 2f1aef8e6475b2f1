(function(){
var box=document.getElementById("cari");if(!box)return;
box.closest("label").hidden=false;
var cards=[].slice.call(document.querySelectorAll(".card")),said=document.getElementById("cari-hasil");
var texts=cards.map(function(c){return c.textContent.toLowerCase()});
var wait;
box.addEventListener("input",function(){clearTimeout(wait);wait=setTimeout(function(){
var words=box.value.toLowerCase().split(/\s+/).filter(Boolean),n=0;
cards.forEach(function(c,i){var ok=words.every(function(w){return texts[i].indexOf(w)>=0});c.hidden=!ok;if(ok)n++});
said.textContent=words.length?n+" indikator":"";
},150)});
function show(){var to=document.getElementById(decodeURIComponent(location.hash.slice(1)));
for(var up=to;up;up=up.parentElement)if(up.tagName==="DETAILS")up.open=true;if(to)to.scrollIntoView()}
window.addEventListener("hashchange",show);if(location.hash)show();
window.addEventListener("beforeprint",function(){[].forEach.call(document.querySelectorAll("details.print"),function(d){d.dataset.was=d.open?"1":"";d.open=true})});
window.addEventListener("afterprint",function(){[].forEach.call(document.querySelectorAll("details.print"),function(d){d.open=d.dataset.was==="1"})});
})();
