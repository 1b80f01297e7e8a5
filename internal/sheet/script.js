(function(){
"use strict";
var body=document.body;
function code(){
  var text=decodeURIComponent(location.hash.slice(1));
  if(!/^HL/i.test(text))return;
  history.replaceState(null,"",location.pathname+location.search);
  var form=document.createElement("form"),field=document.createElement("input");
  form.method="post";form.action="t"+location.search;
  field.type="hidden";field.name="code";field.value=text;
  form.appendChild(field);body.appendChild(form);form.submit();
}
code();
addEventListener("hashchange",code);
if(!body.dataset.tag)return;
var busy=false,again=false,news;
function pieces(root){
  var all={};
  root.querySelectorAll("[data-k]").forEach(function(e){all[e.dataset.k]=e});
  return all;
}
function show(text){
  var next=new DOMParser().parseFromString(text,"text/html"),main=document.querySelector("main");
  var old=pieces(main),now=pieces(next),changed=false;
  Object.keys(now).forEach(function(k){
    if(old[k]&&old[k].textContent===now[k].textContent)return;
    now[k].classList.add("new");changed=true;
  });
  main.replaceWith(next.querySelector("main"));
  document.querySelector("footer").replaceWith(next.querySelector("footer"));
  document.title=next.title;
  body.dataset.tag=next.body.dataset.tag||"";
  if(changed)document.getElementById("said").textContent=body.dataset.changed;
  if(!body.dataset.tag&&news)news.close();
}
function look(){
  if(busy){again=true;return}
  busy=true;
  fetch(location.pathname+location.search,{headers:{"If-None-Match":body.dataset.tag},credentials:"same-origin",cache:"no-store"}).then(function(r){
    return r.status===304||r.status>=500?"":r.text();
  }).then(function(text){if(text)show(text)}).catch(function(){}).then(function(){
    busy=false;if(again){again=false;look()}
  });
}
if(window.EventSource){
  news=new EventSource("t/events");
  news.addEventListener("change",look);
}
setInterval(function(){if(body.dataset.tag)look()},120000);
})();
